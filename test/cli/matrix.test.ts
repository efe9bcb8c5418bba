import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CellReport, MatrixReport } from '../../src/report/index.js';
import { findPython, KernelError } from '../../src/kernels/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import { ROOT, runCli, type CliResult } from './runCli.js';

/** As the report writes them. */
type Cell = Omit<CellReport, 'messages'> & { readonly judged: number };
type Document = Omit<MatrixReport, 'cells'> & { readonly cells: readonly Cell[] };

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-matrix-'));
  cpSync(join(ROOT, 'corpus'), join(folder, 'corpus'), { recursive: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cli = async (...args: readonly string[]): Promise<CliResult> => runCli(['matrix', ...args], folder);

/** Two of those that are there, where there are two. */
async function pythonsThere(): Promise<readonly string[]> {
  const there: string[] = [];
  for (const version of ['3.12', '3.11', '3.13', '3.10']) {
    try {
      await findPython(version);
      there.push(version);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
    }
  }
  return there.slice(0, 2);
}

const BOUNDS = ['--cell-time', '3s', '--max-time', '45s'] as const;

describeWithPython('skewfuzz matrix', () => {
  it('runs real kernels of two releases on two interpreters, with hosts of two versions', async () => {
    const pythons = await pythonsThere();
    const { code, stdout, stderr } = await cli(
      '--marimo',
      '0.24.2,0.25.2',
      '--python',
      pythons.join(','),
      '--json',
      'matrix.json',
      '--markdown',
      'matrix.md',
      ...BOUNDS,
    );
    expect([0, 1, 2], stderr).toContain(code);
    const report: Document = JSON.parse(readFileSync(join(folder, 'matrix.json'), 'utf8'));
    // The newest release is of the newest host's version: those are one cell.
    expect(report.cells).toHaveLength(3 * pythons.length);
    for (const cell of report.cells) {
      expect(cell.versions['marimo']).toBe(cell.release);
      expect(cell.versions['python']).toMatch(new RegExp(`^${cell.python}\\.`, 'u'));
      expect(stderr).toContain(`${cell.release} ${cell.python} ${cell.host}: `);
      expect(cell.judged, stderr).toBeGreaterThan(0);
    }
    expect(code).toBe({ valid: 0, invalid: 1, unknown: 2 }[report.verdict]);
    expect(stdout.split('\n')[1]).toMatch(/^release  own +0\.25\.2/u);
    expect(readFileSync(join(folder, 'matrix.md'), 'utf8')).toContain('| 0.24.2 | ');
    // What is accepted is looked for in every release, and found where it was found before.
    const deaf = report.findings.find(({ signature }) => signature === 'alive zombie deaf - - - by input');
    expect(deaf?.known).toContain('docs/findings.md');
  }, 300_000);

  it('counts an interpreter that is not there, and says how to get it', async () => {
    const { code, stdout, stderr } = await cli('--marimo', 'latest', '--python', '3.99', ...BOUNDS);
    expect(code).toBe(2);
    expect(stderr).toContain('0.25.2 3.99 own: UNAVAILABLE: Looked for Python 3.99');
    expect(stdout).toContain('pyenv install 3.99');
    expect(stdout).toContain('UNKNOWN 1 cell: 0 valid, 0 invalid, 0 unknown, 1 unavailable');
  });

  it('says of a release that cannot be had what was tried', async () => {
    const [python = ''] = await pythonsThere();
    const { code, stderr } = await cli('--marimo', '0.24.999', '--python', python, ...BOUNDS);
    expect(code).toBe(2);
    expect(stderr).toContain(`0.24.999 ${python} own: UNKNOWN: Installed marimo 0.24.999`);
  }, 120_000);

  it.each([
    [['--marimo', 'nonsense'], /expected a release, a range or a path/],
    [['--marimo', '0.1.0..0.2.0'], /No release lies within/],
    [['--host-schema', 'missing.json'], /missing\.json/],
    [['--seed', 'x'], /seed/],
    [['--cell-time', 'soon'], /Could not read the time/],
  ])('refuses %j with exit code 3', async (args, why) => {
    const { code, stdout, stderr } = await cli(...args);
    expect(code).toBe(3);
    expect(stdout + stderr).toMatch(why);
  });
});

describeWithPython('skewfuzz run', () => {
  it('starts a kernel on the Python and with the packages that are asked for', async () => {
    const [python = ''] = await pythonsThere();
    const { code, stderr } = await runCli(
      [
        'run',
        '--kernel',
        'typed-echo@0.24.0',
        '--python',
        python,
        '--with',
        'msgspec==0.21.1',
        '--runs',
        '1',
      ],
      folder,
    );
    expect([0, 1, 2], stderr).toContain(code);
    expect(stderr).toMatch(new RegExp(`python ${python}\\.\\d+, marimo 0\\.24\\.0, msgspec 0\\.21\\.1`, 'u'));
  }, 120_000);

  it.each([
    [['run', '--kernel', 'echo', '--python', '3.12'], /expected marimo or typed-echo/],
    [['run', '--kernel', 'marimo', '--with', 'msgspec'], /expected NAME==VERSION/],
    [['run', '--kernel', 'marimo', '--python', '3.99'], /pyenv install 3\.99/],
  ])(
    'refuses %j with exit code 3',
    async (args, why) => {
      const { code, stderr } = await runCli(args, folder);
      expect(code).toBe(3);
      expect(stderr).toMatch(why);
    },
    60_000,
  );
});
