import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import ts from 'typescript';
import { kernelKind, newestMarimoSchema } from '../../src/kernels/index.js';
import { reproduceFiles, type FindingReport } from '../../src/report/index.js';
import { Lab } from '../../src/runner/lab.js';
import { rerunOf } from '../../src/runner/rerunOf.js';
import { violationsOf } from '../../src/runner/tried.js';
import { float64, nil, raw, text as wireText, type WireValue } from '../../src/wire/index.js';
import { FINDING } from './reports.js';
import { ROOT } from '../cli/runCli.js';
import { describeWithPython } from '../kernels/withPython.js';
import { pythonForTests } from '../python/pythonForTests.js';

const ECHO = [process.execPath, join(ROOT, 'dist/kernels/echo/main.js')];

/** Bugs of each kind, with a message that shows them: another value, a loss at the end, a death; a long frame. */
const PLANTED: readonly (readonly [mutant: string, value: WireValue])[] = [
  ['nan-to-null', float64(Number.NaN)],
  ['lose-answers-on-stop', nil],
  ['die-on-bad-frame', raw(Uint8Array.of(0xc1))],
  ['truncate-over-64k', wireText('x'.repeat(70_000))],
];

/** A finding of a kernel with a planted bug, as far as a script needs one. */
async function findingOf(mutant: string, value: WireValue): Promise<FindingReport> {
  const kind = kernelKind(`mutant:${mutant}`, { env: {}, schema: null });
  const lab = new Lab(kind, newestMarimoSchema(), () => null);
  const step = { kind: 'send', channel: 'control', sender: 0, shape: 'valid', tag: null, times: 1 } as const;
  const tried = await lab.tryFresh({ steps: [{ ...step, value }] });
  await lab.cool();
  expect(violationsOf(tried)).not.toEqual([]);
  return { ...FINDING, rerun: rerunOf(tried) };
}

/** A command, run to its end. */
async function ran([program = '', ...args]: readonly string[]): Promise<{
  code: number | null;
  output: string;
}> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 40_000 });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, output: out + err };
}

let folder = '';

describeWithPython('the scripts that reproduce a finding', () => {
  let python = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'skewfuzz-reproduce-'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    python = await pythonForTests();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(PLANTED)('show %s on the kernel that has it, and not on the healthy one', async (mutant, value) => {
    const [inTypeScript = '', inPython = ''] = reproduceFiles(await findingOf(mutant, value)).map(
      ([, source]) => source,
    );
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    const compiled = ts.transpileModule(inTypeScript, { compilerOptions: options }).outputText;
    writeFileSync(join(folder, `${mutant}.mjs`), compiled);
    writeFileSync(join(folder, `${mutant}.py`), inPython);

    const commands = [
      [process.execPath, join(folder, `${mutant}.mjs`)],
      [python, join(folder, `${mutant}.py`)],
    ];
    await Promise.all(
      commands.map(async (command) => {
        const [planted, healthy] = await Promise.all([ran(command), ran([...command, ...ECHO])]);
        expect(planted.output).toMatch(/\n(AS RECORDED: it is still there|ALIKE: again .*)\n/u);
        expect(planted.code).toBe(1);
        expect(healthy.output).toMatch(/\nNOT AS RECORDED: something else came\n/u);
        expect(healthy.code).toBe(0);
      }),
    );
  });
});
