import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCENARIO_NAMES, SCENARIOS } from '../../src/arbitraries/index.js';
import type { RunReport } from '../../src/report/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import { ROOT, runCli } from './runCli.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-scenarios-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Those that are told to one session. */
const ALONE = SCENARIOS.flatMap(({ name, aboutSessions }) => (aboutSessions ? [] : [name]));

interface Played {
  readonly code: number | null;
  readonly stdout: string;
  readonly report: Pick<RunReport, 'verdict' | 'scenarios' | 'kernelsStarted' | 'reasons'> & {
    readonly findings: readonly { readonly signature: string; readonly oracle: string }[];
  };
}

async function play(kernel: string, scenario: string, ...more: readonly string[]): Promise<Played> {
  const args = [
    'run',
    '--kernel',
    kernel,
    '--scenario',
    scenario,
    '--seed',
    '11',
    '--json',
    'run.json',
    ...more,
  ];
  const { code, stdout, stderr } = await runCli(args, folder);
  const text = readdirSync(folder).includes('run.json')
    ? readFileSync(join(folder, 'run.json'), 'utf8')
    : stderr;
  return { code, stdout, report: JSON.parse(text) };
}

describe('run --scenario', () => {
  it('lists them', async () => {
    const { code, stdout } = await runCli(['run', '--scenario', 'help'], folder);
    expect(code).toBe(0);
    for (const name of SCENARIO_NAMES) expect(stdout).toMatch(new RegExp(`^${name} +\\w`, 'm'));
  });

  it('refuses one that is not there', async () => {
    const { code, stderr } = await runCli(['run', '--scenario', 'bursts'], folder);
    expect(code).toBe(3);
    expect(stderr).toContain('bursts');
    expect(stderr).toContain('burst');
  });

  it('goes on after each kernel that it has killed', async () => {
    const { code, report } = await play('echo', 'crash-mid-send', '--runs', '8');
    expect(report.reasons).toEqual([]);
    expect(code).toBe(0);
    expect(report.scenarios['crash-mid-send']?.cases).toBe(8);
    expect(report.kernelsStarted).toBeGreaterThanOrEqual(8);
  });

  it('judges what came before the kernel was killed', async () => {
    const { code, report } = await play('mutant:swap-neighbours', 'crash-mid-send', '--runs', '8');
    expect(code).toBe(1);
    expect(report.findings.map(({ oracle }) => oracle)).toContain('fifo');
  });

  it('counts each scenario, and prints how to play it again', async () => {
    const { code, stdout, report } = await play('echo', 'burst,unicode', '--runs', '4');
    expect(code).toBe(0);
    expect(report.scenarios['burst']?.judged).toBeGreaterThan(100);
    expect(report.scenarios['unicode']).toMatchObject({ cases: 2 });
    expect(stdout).toContain('--scenario burst,unicode --seed 11');
  });
});

describeWithPython('run --scenario on marimo', () => {
  it('plays every scenario, and finds nothing that is not known', async () => {
    const runs = String(ALONE.length);
    const corpus = join(ROOT, 'corpus');
    const { report, stdout } = await play('marimo', ALONE.join(','), '--runs', runs, '--corpus', corpus);
    expect(report.verdict, stdout).toBe('valid');
    for (const name of ALONE) {
      const played = report.scenarios[name];
      expect(played?.cases, name).toBe(1);
      expect(played?.judged, name).toBeGreaterThan(0);
    }
  }, 180_000);
});
