import { mkdtempSync, readFileSync, rmSync, truncateSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeWithPython } from '../kernels/withPython.js';
import { runCli, type CliResult } from './runCli.js';

let folder = '';
const cli = async (...args: readonly string[]): Promise<CliResult> => runCli(args, folder);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-history-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const REPORT = z.object({
  oracles: z.record(z.string(), z.object({ judged: z.number(), violations: z.number() })),
});

type Oracles = Readonly<Record<string, { readonly judged: number; readonly violations: number }>>;

function oraclesIn(file: string): Oracles {
  const { oracles } = REPORT.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return Object.fromEntries(
    Object.entries(oracles).map(([name, { judged, violations }]) => [name, { judged, violations }]),
  );
}

/** Runs a kernel with its history kept, judges that again, and gives what both say. */
async function both(
  kernel: string,
  ...options: readonly string[]
): Promise<{ ran: Oracles; again: Oracles; recheck: CliResult }> {
  const ran = await cli(
    'run',
    '--kernel',
    kernel,
    '--runs',
    '3',
    '--seed',
    '5',
    '--history',
    'h',
    '--json',
    'run.json',
    ...options,
  );
  expect([0, 1, 2], ran.stderr).toContain(ran.code);
  const recheck = await cli('recheck', 'h', '--json', 'again.json');
  return { ran: oraclesIn('run.json'), again: oraclesIn('again.json'), recheck };
}

describe('skewfuzz recheck', () => {
  it.each(['nan-to-null', 'swallow-decode-error'])(
    'finds what the run on the mutant %s found, without it',
    async (mutant) => {
      const { ran, again, recheck } = await both(`mutant:${mutant}`, '--fail-fast');
      expect(again).toEqual(ran);
      expect(Object.values(again).some(({ violations }) => violations > 0)).toBe(true);
      expect(recheck.stdout).toMatch(/^INVALID h: [\s\S]*no difference to what the run said/);
      expect(recheck.code).toBe(1);
    },
  );

  it('counts what the run on a healthy kernel counted; of a run that was killed, what there is', async () => {
    const { ran, again, recheck } = await both('echo');
    expect(again).toEqual(ran);
    expect([recheck.code, recheck.stdout]).toEqual([0, expect.stringMatching(/^VALID h: /)]);
    truncateSync(join(folder, 'h'), Math.floor(statSync(join(folder, 'h')).size * 0.8));
    const cut = await cli('recheck', 'h');
    expect([cut.code, cut.stdout]).toEqual([2, expect.stringContaining('did not come to its end')]);
  });

  it('says what is no history', async () => {
    const { code, stderr } = await cli('recheck', 'run.json');
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/run\.json \(invalid\): expected the history of a run/),
    ]);
    const full = await cli('run', '--runs', '1', '--history', '/dev/full');
    expect([full.code, full.stderr]).toEqual([
      3,
      expect.stringMatching(/\/dev\/full \(unwritable\).*ENOSPC/),
    ]);
  });
});

describeWithPython('skewfuzz recheck of a typed kernel', () => {
  it('judges by the types that the run was judged by', async () => {
    const { ran, again, recheck } = await both('typed-echo');
    expect(again).toEqual(ran);
    expect(recheck.stdout).toContain('no difference');
  });
});
