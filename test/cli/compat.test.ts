import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeSnapshot, type Schema } from '../../src/schema/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import { field, INT, ONE, record, schemaOf, STR, tag } from '../skew/demo.js';
import { runCli, type CliResult } from './runCli.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-compat-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cli = async (...args: readonly string[]): Promise<CliResult> => runCli(args, folder);

const OLD: Schema = schemaOf([
  record('Run', [field('code', STR), field('retries', INT, ONE)], tag('run')),
  record('Stop', [], tag('stop')),
]);
const NEW: Schema = schemaOf([
  record('Run', [field('code', STR), field('maxRetries', INT, ONE), field('id', STR)], tag('run')),
  record('Stop', [], tag('stop')),
]);

function write(name: string, schema: Schema): string {
  writeFileSync(join(folder, name), writeSnapshot(schema, {}));
  return name;
}

describeWithPython('skewfuzz compat', () => {
  it('says what breaks and what is lost, with a message that a real decoder was shown', async () => {
    const { code, stdout } = await cli('compat', write('old.json', OLD), write('new.json', NEW));
    expect(code).toBe(0);
    expect(stdout).toContain(
      `  breaks  control · run  field \`id\` added to Run, required
          refused: Object missing required field \`id\`; seen on the wire
          {type: "run", code: ""}`,
    );
    expect(stdout).toMatch(
      /loses {3}control · run {2}field `retries` of Run is called `maxRetries` on the wire/,
    );
    expect(stdout).toMatch(/An old host and a new kernel cannot run together: 1 difference breaks messages/);
  });

  it('exits with 1 at the level that was asked for', async () => {
    const [old, other] = [write('old.json', OLD), write('new.json', NEW)];
    expect((await cli('compat', old, other, '--fail-on', 'breaks', '--no-wire')).code).toBe(1);
    expect((await cli('compat', old, old, '--fail-on', 'hazard')).code).toBe(0);
    expect((await cli('compat', old, other, '--fail-on', 'nonsense')).code).toBe(3);
  });

  it('writes every row as JSON and as Markdown', async () => {
    const [old, other] = [write('old.json', OLD), write('new.json', NEW)];
    await cli('compat', old, other, '--json', 'report/compat.json', '--markdown', 'report/compat.md');
    const report: unknown = JSON.parse(readFileSync(join(folder, 'report/compat.json'), 'utf8'));
    expect(report).toMatchObject({
      old,
      new: other,
      rows: expect.arrayContaining([
        expect.objectContaining({
          level: 'breaks',
          direction: 'old-host-new-kernel',
          wire: {
            kind: 'as-predicted',
            actual: 'refused: ValidationError: Object missing required field `id`',
          },
        }),
      ]) as unknown,
    });
    expect(readFileSync(join(folder, 'report/compat.md'), 'utf8')).toMatch(
      /^\| breaks \| control · run \| field/m,
    );
  });

  it('compares two releases of marimo, and finds that the wire shows what was predicted', async () => {
    const { code, stderr } = await cli('compat', 'marimo@0.24.2', 'marimo@0.25.2', '--json', 'compat.json');
    expect(code, stderr).toBe(0);
    const { rows }: { rows: { wire: { kind: string }; witness: unknown; level: string }[] } = JSON.parse(
      readFileSync(join(folder, 'compat.json'), 'utf8'),
    );
    const shown = rows.filter(({ witness }) => witness !== null);
    expect(shown.length).toBeGreaterThan(10);
    expect(new Set(shown.map(({ wire }) => wire.kind))).toEqual(new Set(['as-predicted']));
  });

  it.each([
    [['compat', 'missing.json', 'missing.json'], /missing\.json/],
    [['compat', 'marimo@0.25.2'], /missing required argument/],
  ])('refuses %j with exit code 3 and says why', async (args, why) => {
    const { code, stdout, stderr } = await cli(...args);
    expect(code).toBe(3);
    expect(stdout + stderr).toMatch(why);
  });
});
