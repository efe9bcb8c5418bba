import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, type CliResult } from './runCli.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-cli-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cli = async (...args: readonly string[]): Promise<CliResult> => runCli(args, folder);

/** A finding, made in the current folder: the path of its file. */
async function findingOf(mutant: string): Promise<string> {
  const { code, stdout } = await cli(
    'run',
    '--kernel',
    `mutant:${mutant}`,
    '--runs',
    '60',
    '--fail-fast',
    '--seed',
    '1',
  );
  expect(code, stdout).toBe(1);
  const [file] = readdirSync(join(folder, 'corpus/findings', `mutant-${mutant}`));
  return join('corpus/findings', `mutant-${mutant}`, file ?? 'nothing was saved');
}

/** What a run of three cases sent, as its report counts it. */
async function sent(seed: string): Promise<unknown> {
  const { code } = await cli('run', '--runs', '3', '--seed', seed, '--json', `${seed}.json`);
  expect([0, 2]).toContain(code);
  const report: unknown = JSON.parse(readFileSync(join(folder, `${seed}.json`), 'utf8'));
  expect(report).toMatchObject({ tags: expect.any(Object) as unknown, cases: 3 });
  return Object.fromEntries(
    Object.entries(report ?? {}).filter(([name]) => ['tags', 'shapes', 'channels'].includes(name)),
  );
}

describe('skewfuzz', () => {
  it('explains itself by examples', async () => {
    for (const command of [[], ['run'], ['replay'], ['nightly']]) {
      const { code, stdout } = await cli(...command, '--help');
      expect(code).toBe(0);
      expect(stdout).toMatch(/Exit codes: 0 valid, 1 invalid/);
    }
  });

  it.each([
    [['run', '--no-such-option'], /unknown option/],
    [['run', '--seed', 'x'], /expected a whole number or a git commit id/],
    [['run', '--shapes', 'valid,no-such-shape'], /Unknown shape: no-such-shape\. The shapes are: valid, /],
    [['run', '--max-time', '3 parsecs'], /expected a number with ms, s, m or h/],
    [['run', '--runs', '0'], /expected a whole number of 1 or more/],
    [['run', '--env', 'nothing'], /expected NAME=VALUE/],
    [['run', '--kernel', 'mutant:no-such-mutant'], /expected one of drop-every-hundredth/],
    [['run', '--kernel', './no-such-kernel'], /no-such-kernel/],
    [['run', '--kernel', 'echo x --kernel-schema', '--kernel-schema', 'missing.json'], /missing\.json/],
    [['run', '--host-schema', 'no-such-version'], /expected marimo@RELEASE/],
    [['run', '--host-schema', 'marimo@0.22.0'], /control: pickle.*Take a version that speaks msgpack/],
    [['replay', 'missing.json'], /missing\.json/],
    [['no-such-command'], /unknown command/],
  ])('refuses %j with exit code 3 and says why', async (args, why) => {
    const { code, stdout, stderr } = await cli(...args);
    expect(code).toBe(3);
    expect(stdout + stderr).toMatch(why);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('lists the shapes', async () => {
    const { code, stdout } = await cli('run', '--shapes', 'help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^new-tag +\S/m);
  });
});

describe('skewfuzz run', () => {
  it('passes the healthy kernel and writes both reports', async () => {
    const { code, stdout } = await cli(
      'run',
      '--runs',
      '60',
      '--seed',
      '7',
      '--json',
      'out/r.json',
      '--junit',
      'out/r.xml',
    );
    expect(stdout).toMatch(/^VALID echo: 0 findings in [\d,]+ judged messages/m);
    expect(code).toBe(0);
    const report: unknown = JSON.parse(readFileSync(join(folder, 'out/r.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'valid', findings: [], outcomes: { lossy: 0, crash: 0 } });
    expect(readFileSync(join(folder, 'out/r.xml'), 'utf8')).toMatch(/^<\?xml/);
    expect(existsSync(join(folder, 'corpus'))).toBe(false);
  });

  it('makes the same cases from the same seed', async () => {
    const first = await sent('5');
    expect(await sent('5')).toEqual(first);
    expect(await sent('6')).not.toEqual(first);
  });

  it('says unknown, not valid, when an oracle had nothing to judge', async () => {
    const { code, stdout } = await cli('run', '--runs', '2', '--shapes', 'valid', '--seed', '1');
    expect(stdout).toMatch(/clean-decode-failure judged nothing/);
    expect(code).toBe(2);
  });

  it('ends when its time is used up', async () => {
    const { code, stdout } = await runCli(['run', '--max-time', '1s', '--seed', '1'], folder);
    expect(code).not.toBe(3);
    expect(stdout).toMatch(/time used up/);
  });
});

describe('skewfuzz replay', () => {
  it('says FAILED while the bug is there and FIXED once it is gone', async () => {
    const file = await findingOf('nan-to-null');
    const failed = await cli('replay', file);
    expect(failed.stdout).toMatch(/^FAILED /m);
    expect(failed.code).toBe(1);
    const fixed = await cli('replay', file, '--kernel', 'echo');
    expect(fixed.stdout).toMatch(/^FIXED /m);
    expect(fixed.code).toBe(0);
    const all = await cli('replay');
    expect(all.stdout).toMatch(/^FAILED /m);
    expect(all.stdout).toMatch(/1 case: 0 fixed, 1 failed, 0 errors/);
  });

  it('says ERROR for a file that was cut, and leaves it as it is', async () => {
    const file = join(folder, await findingOf('nan-to-null'));
    const half = readFileSync(file, 'utf8').slice(0, 500);
    writeFileSync(file, half);
    const { code, stdout } = await cli('replay', file);
    expect(stdout).toMatch(/^ERROR /m);
    expect(code).toBe(3);
    expect(readFileSync(file, 'utf8')).toBe(half);
  });
});

describe('skewfuzz selfcheck', () => {
  it('passes, quickly, where the installation is sound', async () => {
    const { code, stdout } = await cli('selfcheck');
    expect(stdout).toMatch(/mutant:nan-to-null/);
    expect(code, stdout).toBe(0);
  });
});

describe('skewfuzz doctor', () => {
  it('finds what is needed, and says what to do about what is missing', async () => {
    const whole = await cli('doctor');
    expect(whole.code, whole.stdout).toBe(0);
    const without = await runCli(['doctor'], folder, { SKEWFUZZ_PYTHON: join(folder, 'no-python') });
    expect(without.code).toBe(3);
    expect(without.stdout).toMatch(/missing +python[\s\S]*SKEWFUZZ_PYTHON/);
  });
});
