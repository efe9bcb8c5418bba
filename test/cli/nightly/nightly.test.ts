import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TargetConfig } from '../../../src/config/index.js';
import { readSaved, writeFinding } from '../../../src/corpus/index.js';
import { newestMarimoSchema } from '../../../src/kernels/index.js';
import { readNightly, type NightlyReport } from '../../../src/report/index.js';
import { fingerprint } from '../../../src/schema/index.js';
import { EVIDENCE, finding, step } from '../../corpus/findings.js';
import { record, text } from '../../../src/wire/index.js';
import { MAIN, ROOT, runCli, type CliResult } from '../runCli.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-nightly-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function configure(...targets: readonly TargetConfig[]): void {
  writeFileSync(join(folder, 'skewfuzz.config.json'), JSON.stringify({ targets }));
}

async function nightly(...args: readonly string[]): Promise<CliResult> {
  return runCli(['nightly', '--seed', '1', ...args], folder);
}

function report(path = 'out'): NightlyReport {
  const file = join(folder, path, 'report.json');
  return readNightly(file, readFileSync(file, 'utf8'));
}

function fresh({ sorted }: NightlyReport): readonly string[] {
  return sorted.fresh.map(({ target, signature }) => `${target}: ${signature}`);
}

/** A machine with much else to do may have no time to shrink: then a case of this bug still has a tag. */
function withoutTags(signatures: readonly string[]): readonly string[] {
  return [
    ...new Set(signatures.map((one) => one.replace(/ error-class \S+ -/, ' error-class - -'))),
  ].toSorted();
}

/** Every file below the corpus; each is whole. */
async function cases(corpus: string): Promise<readonly string[]> {
  const below = join(folder, corpus, 'findings');
  if (!existsSync(below)) return [];
  const files = readdirSync(below, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const signatures = files.map(async ({ parentPath, name }) => {
    expect(name).toMatch(/\.json$/);
    return (await readSaved(join(parentPath, name))).evidence?.signature ?? '';
  });
  return Promise.all(signatures);
}

const MUTANT = 'wrong-error-class';
const BUG = 'clean-decode-failure refused error-class - - DecodeError -> AttributeError';
/** Much of what this bug shows at, so that a short run meets it in its first case. */
const weights = { truncated: 200, 'reserved-byte': 200 };
const PLANTED = `node ${join(ROOT, 'dist/kernels/echo/main.js')} --mutant ${MUTANT}`;
const HEALTHY = `node ${join(ROOT, 'dist/kernels/echo/main.js')}`;

describe('skewfuzz nightly', () => {
  it('finds in three shards what it finds in one process, and is told so by the merged reports', async () => {
    configure({ name: 'a', kernel: `mutant:${MUTANT}`, weights }, { name: 'b', kernel: PLANTED, weights });
    const whole = await nightly('--max-time', '9s', '--report', 'out', '--corpus', 'whole');
    expect(whole.code, whole.stdout + whole.stderr).toBe(1);
    const shards = ['1', '2', '3'];
    await Promise.all(
      shards.map(async (one) =>
        nightly('--max-time', '7s', '--shard', `${one}/3`, '--corpus', `c${one}`, '--report', `r${one}`),
      ),
    );
    const reports = shards.map((one) => `r${one}/report.json`);
    const merged = await runCli(['report', 'merge', ...reports, '--report', 'merged'], folder);
    expect(merged.code, merged.stdout + merged.stderr).toBe(1);
    expect(merged.stdout).toMatch(/^INVALID nightly: \d+ new finding/);
    expect(withoutTags(fresh(report()))).toEqual([`a: ${BUG}`, `b: ${BUG}`]);
    expect(withoutTags(fresh(report('merged')))).toEqual(withoutTags(fresh(report())));
    await runCli(['corpus', 'merge', 'c1', 'c2', 'c3', '--into', 'all'], folder);
    expect(withoutTags(await cases('all'))).toEqual(withoutTags(await cases('whole')));
  });

  it('loses nothing when it is killed, whenever that is, and goes on when it is started again', async () => {
    configure({ name: 'nan', kernel: 'mutant:nan-to-null' });
    const had = new Set<string>();
    const drawn = fc.sample(fc.integer({ min: 1_000, max: 5_000 }), 1);
    for (const afterMs of drawn) {
      const child = spawn(process.execPath, [MAIN, 'nightly', '--seed', '1', '--max-time', '30s'], {
        cwd: folder,
        stdio: 'ignore',
      });
      const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
      await once(child, 'exit');
      clearTimeout(timer);
      for (const entry of existsSync(join(folder, 'corpus/findings'))
        ? readdirSync(join(folder, 'corpus/findings/mutant-nan-to-null'))
        : []) {
        if (entry.endsWith('.json')) had.add(entry);
      }
    }
    mkdirSync(join(folder, 'corpus/findings/mutant-nan-to-null'), { recursive: true });
    const half = join(
      folder,
      'corpus/findings/mutant-nan-to-null/.999999999-0b9a7f6e-8a2c-4c53-9d7e-0d2f6a1b3c4d.tmp',
    );
    writeFileSync(half, '{"format": "skewf');
    const again = await nightly('--max-time', '10s', '--report', 'out');
    expect(again.code, again.stdout + again.stderr).toBe(1);
    expect(existsSync(half)).toBe(false);
    const now = await cases('corpus');
    expect(now.length).toBeGreaterThan(0);
    // All of it is the one bug: what was kept before it was shrunk made room for the smaller one, and is not there twice.
    expect(fresh(report()).length).toBeGreaterThan(0);
    for (const signature of now) expect(signature).toMatch(/^round-trip lossy value-changed /);
    if (had.size > 0) expect(report().targets[0]?.replays.length).toBeGreaterThan(0);
    // A noisy signature is looked into a few times, then counted.
    expect(now.length).toBeLessThanOrEqual(4);
  });

  it('ends within its time with a kernel that goes deaf, and counts what the config allows of another', async () => {
    configure(
      { name: 'deaf', kernel: 'mutant:deaf-after-bad-frame' },
      {
        name: 'allowed',
        kernel: `mutant:${MUTANT}`,
        weights,
        allow: [{ outcome: 'refused', because: 'its names mean nothing' }],
      },
    );
    const began = performance.now();
    const { stdout, stderr } = await nightly('--max-time', '9s', '--report', 'out');
    expect(performance.now() - began, stdout + stderr).toBeLessThan(10_500);
    const [deaf, allowed] = report().targets;
    expect(report().seconds).toBeLessThanOrEqual(9);
    expect(deaf?.run?.verdict).not.toBe('valid');
    expect(allowed?.run?.findings).toEqual([]);
    const counted = Object.keys(allowed?.run?.allowed ?? {}).map((one) => one.split(': ').at(-1));
    expect(new Set(counted)).toEqual(new Set(['its names mean nothing']));
  });

  it('takes a line of the baseline for an error once its case does not fail any more, until --fix takes it out', async () => {
    configure({ name: 'echo', kernel: 'echo:in-process' });
    const schema = newestMarimoSchema();
    const old = {
      ...finding(step(record({ type: text('refresh-secrets') }))),
      kernel: 'echo:in-process',
      schema: { protocol: schema.protocol, release: schema.release, fingerprint: fingerprint(schema) },
    };
    const { path } = await writeFinding(join(folder, 'corpus/findings/echo-in-process'), old);
    const line = {
      signature: EVIDENCE.signature,
      since: '1',
      reason: 'so it was',
      finding: path.slice(join(folder, 'corpus').length + 1),
    };
    mkdirSync(join(folder, 'corpus/baseline'));
    const list = join(folder, 'corpus/baseline/echo-in-process.json');
    writeFileSync(
      list,
      JSON.stringify({ format: 'skewfuzz-baseline', version: 1, kernel: 'echo:in-process', known: [line] }),
    );
    const stale = await nightly('--max-time', '5s', '--report', 'out');
    expect(stale.code, stale.stdout + stale.stderr).toBe(1);
    expect(report().sorted.fixed.map(({ signature }) => signature)).toEqual([EVIDENCE.signature]);
    expect(stale.stdout).toContain('npx skewfuzz nightly --fix');
    const fixed = await nightly('--max-time', '5s', '--fix');
    expect([0, 2], fixed.stdout).toContain(fixed.code);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toMatchObject({ known: [] });
  });

  it('fails a branch only for what the base does not have', async () => {
    configure(
      { name: 'planted', kernel: PLANTED, baseKernel: HEALTHY, weights },
      { name: 'both', kernel: `mutant:${MUTANT}`, baseKernel: PLANTED, weights },
      { name: 'left-alone', kernel: 'no-such-kernel' },
    );
    const branch = await runCli(
      ['nightly', '--against', '--targets', 'planted,both', '--max-time', '14s', '--report', 'out'],
      folder,
    );
    expect(branch.code, branch.stdout + branch.stderr).toBe(1);
    expect(withoutTags(fresh(report()))).toEqual([`planted: ${BUG}`]);
    expect(new Set(report().sorted.known.map(({ target }) => target))).toEqual(new Set(['both']));
    configure({ name: 'planted', kernel: HEALTHY, baseKernel: PLANTED, weights });
    const without = await runCli(['nightly', '--against', '--max-time', '5s'], folder);
    expect(without.code, without.stdout + without.stderr).toBe(0);
  });

  it.each([
    [['--shard', '1/2'], /expected --seed with it/],
    [['--shard', '3/2', '--seed', '1'], /expected i\/n/],
    [['--shard', '1/2', '--seed', '1', '--fix'], /expected a whole one/],
    [['--against', 'no-such-folder'], /expected a corpus/],
    [['--targets', 'x'], /expected one of the config's: echo, typed-echo, marimo/],
    [['--config', 'none.json'], /none\.json: could not read the config/],
  ])('refuses %j and says why', async (args, why) => {
    const { code, stderr } = await runCli(['nightly', '--max-time', '2s', ...args], folder);
    expect(stderr).toMatch(why);
    expect(code).toBe(3);
  });

  it('tells the line of what is wrong in the config', async () => {
    writeFileSync(join(folder, 'skewfuzz.config.json'), '{\n "targets": [],\n "corpse": "c"}');
    for (const command of ['nightly', 'run', 'replay']) {
      const { code, stderr } = await runCli([command], folder);
      expect(stderr).toMatch(/skewfuzz\.config\.json:3:2: corpse: there is no such setting/);
      expect(code).toBe(3);
    }
  });
});
