import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Forged } from '../../modelDiff/schemaForge.js';
import { bodyOf, readSnapshot, taggedRecords, type Schema, type Type } from '../../src/schema/index.js';

/** A type that both sides know: to the model as data, to the real decoder as `module:NAME`. */
export interface Subject extends Forged {
  readonly python: { readonly name: string };
}

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const EXPORTER = fileURLToPath(new URL('../../python/export_schema.py', import.meta.url));
const MARIMO = new URL('../../schemas/marimo-0.25.2.json', import.meta.url);

/** Every type of every_kind.py, as the exporter sees it. */
export async function everyKind(python: string): Promise<readonly Subject[]> {
  const environment = { PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1' };
  const options = { cwd: HERE, env: environment, timeout: 60_000, maxBuffer: 2 ** 24 };
  const names = (await run(python, ['every_kind.py'], options)).stdout.trim().split('\n');
  const channels = names.map((name) => `--channel=${name}=to-kernel:msgpack:every_kind:${name}`);
  const exported = await run(python, [EXPORTER, '--protocol=every-kind', ...channels], options);
  const schema = readSnapshot(exported.stdout);
  return schema.channels.map((channel) => subjectOf(schema, bodyOf(channel).type, channel.python));
}

/** The messages of marimo: each channel's union, and each of its tagged records by itself. */
export function marimoMessages(): readonly Subject[] {
  const schema = readSnapshot(readFileSync(MARIMO, 'utf8'));
  return schema.channels.flatMap((channel) => {
    const module = channel.python?.split(':')[0] ?? 'builtins';
    const union = subjectOf(schema, bodyOf(channel).type, channel.python ?? 'builtins:str');
    const records = taggedRecords(schema, channel.name).map(({ record }) =>
      subjectOf(schema, { kind: 'ref', name: record.name }, `${module}:${record.name}`),
    );
    return [union].concat(records);
  });
}

function subjectOf(schema: Schema, type: Type, python: string | null): Subject {
  if (python === null) throw new Error('a type that Python cannot find by name cannot be compared');
  return { schema, type, python: { name: python } };
}
