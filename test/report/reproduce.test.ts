import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import ts from 'typescript';
import { kernelKind, newestMarimoSchema } from '../../src/kernels/index.js';
import { reproduceFiles, type FindingReport } from '../../src/report/index.js';
import { campaign, parseSeed } from '../../src/runner/index.js';
import { ROOT } from '../cli/runCli.js';
import { describeWithPython } from '../kernels/withPython.js';
import { pythonForTests } from '../python/pythonForTests.js';

const ECHO = [process.execPath, join(ROOT, 'dist/kernels/echo/main.js')];

/** Bugs of each kind: another value, a loss at the end, a death. */
const PLANTED = ['nan-to-null', 'lose-answers-on-stop', 'die-on-bad-frame'];

/** A finding of a kernel with a planted bug. */
async function findingOf(mutant: string): Promise<FindingReport> {
  const kernel = kernelKind(`mutant:${mutant}`, { env: {}, schema: null });
  const report = await campaign(
    {
      kernel,
      name: kernel.name,
      schema: newestMarimoSchema(),
      seed: parseSeed('1'),
      runs: 60,
      maxTimeMs: null,
      shapes: null,
      failFast: true,
      versions: {},
      known: () => null,
      save: () => Promise.resolve(null),
      shrinkMs: 3_000,
      signal: new AbortController().signal,
    },
    () => {},
  );
  const [finding] = report.findings;
  if (finding === undefined) throw new Error(`nothing was found in ${mutant}`);
  return finding;
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

  it.each(PLANTED)('show %s on the kernel that has it, and not on the healthy one', async (mutant) => {
    const files = reproduceFiles(await findingOf(mutant));
    const [id = '', ...sources] = [mutant, ...files.map(([, text]) => text)];
    const [inTypeScript = '', inPython = ''] = sources;
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    const compiled = ts.transpileModule(inTypeScript, { compilerOptions: options }).outputText;
    writeFileSync(join(folder, `${id}.mjs`), compiled);
    writeFileSync(join(folder, `${id}.py`), inPython);

    for (const command of [
      [process.execPath, join(folder, `${id}.mjs`)],
      [python, join(folder, `${id}.py`)],
    ]) {
      const [program = '', ...rest] = command;
      const planted = spawnSync(program, rest, { encoding: 'utf8', timeout: 30_000 });
      expect(planted.stdout + planted.stderr).toMatch(/\nAS RECORDED: it is still there\n/u);
      expect(planted.status).toBe(1);
      const healthy = spawnSync(program, [...rest, ...ECHO], { encoding: 'utf8', timeout: 30_000 });
      expect(healthy.stdout + healthy.stderr).toMatch(/\nNOT AS RECORDED: something else came\n/u);
      expect(healthy.status).toBe(0);
    }
  });
});
