import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { typedCommand } from '../../src/cli/typedCommand.js';
import { readReport } from '../../src/report/index.js';
import { MAIN, runCli } from './runCli.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-report-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Whole lines, each a JSON document. */
const lines = (name: string): readonly unknown[] =>
  read(name)
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));

describe('--report', () => {
  it('writes every format of one run, and adds to the page of a CI job', async () => {
    writeFileSync(join(folder, 'page.md'), 'before\n');
    const args = ['run', '--runs', '40', '--seed', '7', '--report', 'out'];
    const { code, stdout, stderr } = await runCli(args, folder, { GITHUB_STEP_SUMMARY: 'page.md' });
    expect(code, stdout + stderr).toBe(0);
    expect(readdirSync(join(folder, 'out')).toSorted()).toEqual([
      'cases.jsonl',
      'junit.xml',
      'observations.jsonl',
      'report.html',
      'report.json',
      'report.sarif',
      'summary.md',
    ]);
    const { runs, verdict, command } = readReport('report.json', read('out/report.json'));
    const [run] = runs;
    expect({ verdict, command }).toEqual({
      verdict: 'valid',
      command: 'skewfuzz run --runs 40 --seed 7 --report out',
    });
    expect(run?.samples.length).toBeGreaterThan(1);
    expect(run?.cells.reduce((sum, { messages }) => sum + messages, 0)).toBe(run?.messages.judged);
    expect(lines('out/cases.jsonl')).toHaveLength(run?.cases ?? -1);
    expect(lines('out/observations.jsonl')).toHaveLength(run?.cases ?? -1);
    expect(read('page.md')).toBe(`before\n${read('out/summary.md')}`);
    expect(read('out/report.html')).toContain('VALID');
  });

  it('keeps the cases of a run that was killed, and no half of any other file', async () => {
    const args = [MAIN, 'run', '--max-time', '60s', '--seed', '7', '--report', 'out'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    while (!existsSync(join(folder, 'out/cases.jsonl')) || lines('out/cases.jsonl').length < 3)
      await pause(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readdirSync(join(folder, 'out')).toSorted()).toEqual(['cases.jsonl', 'observations.jsonl']);
    expect(lines('out/cases.jsonl').length).toBeGreaterThanOrEqual(3);
    expect(lines('out/cases.jsonl')[2]).toMatchObject({
      index: 2,
      kernel: 'echo',
      seed: '7',
      verdict: 'valid',
    });
  });

  it('says at once where it cannot be written', async () => {
    writeFileSync(join(folder, 'out'), '');
    const { code, stderr } = await runCli(['run', '--report', 'out'], folder);
    expect(code).toBe(3);
    expect(stderr).toMatch(/Could not write the report out.cases\.jsonl: .*Choose another place\./u);
  });

  it('tells of replayed cases too', async () => {
    mkdirSync(join(folder, 'cases'));
    writeFileSync(join(folder, 'cases/half.json'), '{');
    const { code } = await runCli(['replay', 'cases', '--report', 'out'], folder);
    expect(code).toBe(3);
    expect(readReport('report.json', read('out/report.json')).replays).toMatchObject([{ kind: 'error' }]);
    expect(read('out/junit.xml')).toContain('<testsuite name="replay" tests="1" failures="0" errors="1">');
  });
});

describe('typedCommand', () => {
  it('is the command as it was typed, without secrets', () => {
    expect(typedCommand(['run', '--kernel', "my kernel's", '--env', 'TOKEN=abc', '--env=A=b\nc'])).toBe(
      `skewfuzz run --kernel 'my kernel'\\''s' --env TOKEN=*** --env=A=***`,
    );
  });
});
