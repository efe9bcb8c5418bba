import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSaved, rewriteCase, type SavedCase } from '../../src/corpus/index.js';
import type { Step } from '../../src/wire/index.js';
import { MAIN, ROOT, runCli, type CliResult } from './runCli.js';

/** One finding of a kernel with a planted bug, made once; each test begins with a copy of it. */
let origin = '';
let folder = '';
let file = '';

const KERNEL = 'mutant:nan-to-null';
const cli = async (...args: readonly string[]): Promise<CliResult> => runCli(args, folder);
const path = (name: string = file): string => join(folder, name);

beforeAll(async () => {
  origin = mkdtempSync(join(tmpdir(), 'skewfuzz-corpus-'));
  const { code, stdout } = await runCli(
    ['run', '--kernel', KERNEL, '--runs', '20', '--fail-fast', '--seed', '1'],
    origin,
  );
  expect(code, stdout).toBe(1);
  const [name = ''] = readdirSync(join(origin, 'corpus/findings/mutant-nan-to-null'));
  file = `corpus/findings/mutant-nan-to-null/${name}`;
});

beforeEach(() => {
  folder = join(origin, 'copy');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(origin, 'corpus'), join(folder, 'corpus'), { recursive: true });
});

afterAll(() => {
  rmSync(origin, { recursive: true, force: true });
});

/** The baseline names the finding. */
async function accept(): Promise<void> {
  const { evidence } = await readSaved(path());
  const known = [
    {
      signature: evidence?.signature,
      since: '1',
      reason: 'as planted',
      finding: file.replace('corpus/', ''),
    },
  ];
  mkdirSync(path('corpus/baseline'));
  writeFileSync(
    path('corpus/baseline/mutant-nan-to-null.json'),
    JSON.stringify({ format: 'skewfuzz-baseline', version: 1, kernel: KERNEL, known }),
  );
}

/** Rewrites the finding. */
async function change(changed: (saved: SavedCase) => readonly Step[]): Promise<void> {
  const saved = await readSaved(path());
  await rewriteCase(path(), { ...saved, case: { steps: changed(saved) } });
}

describe('skewfuzz corpus', () => {
  it('lists what there is, and what of it is known', async () => {
    const { code, stdout } = await cli('corpus', 'list', '--json', 'list.json');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /new +\d+ min +1 +5 bytes +mutant:nan-to-null 0\.1\.0 +round-trip lossy value-changed/,
    );
    expect(stdout).toContain('1 case: 1 new, 0 known, 0 seeds, 0 errors');
    const list: unknown = JSON.parse(readFileSync(path('list.json'), 'utf8'));
    expect(list).toMatchObject({
      format: 'skewfuzz-corpus',
      cases: [{ kind: 'finding', file, size: { bytes: 5 }, known: null }],
    });
    await accept();
    expect((await cli('corpus', 'list')).stdout).toContain('1 case: 0 new, 1 known');
  });

  it('lists what it cannot read as an error', async () => {
    writeFileSync(path('corpus/findings/torn.json'), readFileSync(path(), 'utf8').slice(0, 300));
    const { code, stdout } = await cli('corpus', 'list');
    expect(code).toBe(3);
    expect(stdout).toMatch(/torn\.json \(truncated\)[\s\S]*1 case: 1 new, 0 known, 0 seeds, 1 error/);
  });

  it('shows a case in words and every byte of it', async () => {
    const { code, stdout } = await cli('corpus', 'show', file, '--json', 'shown.json');
    expect(code).toBe(0);
    expect(stdout).toMatch(/round-trip · lossy · value-changed[\s\S]*signature +round-trip lossy/);
    expect(stdout).toMatch(/ 0 +ca7fc00000 +float32 +\$ = NaNf32\n/);
    const shown: unknown = JSON.parse(readFileSync(path('shown.json'), 'utf8'));
    expect(shown).toMatchObject({
      steps: [{ codec: 'msgpack', bytes: [{ at: 0, hex: 'ca7fc00000', type: 'float32' }] }],
    });
  });

  it('shrinks again, keeps the signature, and writes only what is smaller', async () => {
    await change(({ case: { steps } }) => [
      ...steps,
      ...steps.map((step) => (step.kind === 'send' ? { ...step, channel: 'input', times: 7 } : step)),
    ]);
    const { evidence } = await readSaved(path());
    const { code, stdout } = await cli('corpus', 'minimize', file, '--max-time', '10s');
    expect(stdout).toMatch(/SMALLER .*from 8 messages, 40 bytes to 1 message, 5 bytes/);
    expect(code).toBe(0);
    const after = await readSaved(path());
    expect(after.evidence?.signature).toBe(evidence?.signature);
    expect(after.case.steps).toHaveLength(1);
    const before = readFileSync(path(), 'utf8');
    expect((await cli('corpus', 'minimize', file, '--max-time', '2s')).stdout).toMatch(
      /SAME .*1 message, 5 bytes/,
    );
    expect(readFileSync(path(), 'utf8')).toBe(before);
    const gone = await cli('corpus', 'minimize', file, '--kernel', 'echo');
    expect([gone.code, gone.stdout]).toEqual([2, expect.stringMatching(/GONE .*0 times in 3/)]);
    expect(readFileSync(path(), 'utf8')).toBe(before);
  });

  it('removes what covers nothing, when it is told to, and never what a baseline names', async () => {
    cpSync(path(), path('corpus/findings/z-twin.json'));
    const dry = await cli('corpus', 'prune');
    expect(dry.stdout).toMatch(
      /would remove +corpus\/findings\/z-twin\.json +covered by corpus\/findings\/mutant/,
    );
    expect(existsSync(path('corpus/findings/z-twin.json'))).toBe(true);
    expect((await cli('corpus', 'prune', '--write')).stdout).toContain('2 cases: 1 cover all of it');
    expect(existsSync(path('corpus/findings/z-twin.json'))).toBe(false);
    cpSync(path(), path('corpus/findings/a-twin.json'));
    await accept();
    expect((await cli('corpus', 'prune', '--write')).stdout).toContain(
      'removed  corpus/findings/a-twin.json',
    );
    expect(existsSync(path())).toBe(true);
    writeFileSync(path('corpus/findings/torn.json'), '{"format":');
    cpSync(path(), path('corpus/findings/a-twin.json'));
    expect((await cli('corpus', 'prune', '--write')).code).toBe(3);
    expect(existsSync(path('corpus/findings/a-twin.json'))).toBe(true);
  });

  it('promotes what is fixed, and writes a test that runs', async () => {
    const before = readFileSync(path(), 'utf8');
    const still = await cli('corpus', 'promote', file);
    expect([still.code, still.stdout]).toEqual([
      1,
      expect.stringContaining('A seed must pass: nothing was written.'),
    ]);
    expect(existsSync(path('corpus/seeds'))).toBe(false);
    expect(readFileSync(path(), 'utf8')).toBe(before);

    const { code, stdout } = await cli(
      'corpus',
      'promote',
      file,
      '--kernel',
      'echo',
      '--test',
      'fixed.test.ts',
    );
    expect(code, stdout).toBe(0);
    const [seed = ''] = readdirSync(path('corpus/seeds'));
    expect((await readSaved(path(`corpus/seeds/${seed}`))).evidence).toBeNull();
    expect(existsSync(path())).toBe(false);
    expect((await cli('replay')).stdout).toMatch(/FIXED +corpus\/seeds/);

    mkdirSync(path('node_modules'));
    symlinkSync(ROOT, path('node_modules/skewfuzz'));
    writeFileSync(path('package.json'), '{"type":"module"}');
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const ran = spawnSync(process.execPath, [vitest, 'run', '--pool', 'forks'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect(ran.stdout + ran.stderr).toMatch(/Tests +1 passed/);
  });

  it('writes over nothing, and leaves the finding where a baseline names it', async () => {
    writeFileSync(path('mine.test.ts'), 'mine');
    const { code, stderr } = await cli(
      'corpus',
      'promote',
      file,
      '--kernel',
      'echo',
      '--test',
      'mine.test.ts',
    );
    expect([code, stderr]).toEqual([3, expect.stringMatching(/mine\.test\.ts \(unwritable\).*EEXIST/)]);
    expect([existsSync(path()), readdirSync(path('corpus/seeds'))]).toEqual([true, []]);
    await accept();
    const kept = await cli('corpus', 'promote', file, '--kernel', 'echo');
    expect(kept.stdout).toMatch(/stays, because the baseline names it/);
    expect(existsSync(path())).toBe(true);
  });

  it.each([
    [['show', 'nothing.json'], /nothing\.json \(unreadable\)/],
    [['list', 'nothing'], /nothing \(unreadable\)/],
    [['promote', 'nothing.json'], /nothing\.json \(unreadable\)/],
    [['prune', '--no-such-option'], /unknown option/],
  ])('%s says what is wrong, exit code 3', async (args, words) => {
    const { code, stderr } = await cli('corpus', ...args);
    expect([code, stderr]).toEqual([3, expect.stringMatching(words)]);
    expect(existsSync(MAIN)).toBe(true);
  });
});
