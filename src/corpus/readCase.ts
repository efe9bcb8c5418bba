import { CorpusError } from './corpusError.js';
import { parseCase } from './parseCase.js';
import type { SavedCase, SchemaRef } from './savedCase.js';
import { readText } from './strictDocument.js';

/**
 * Reads a case file. It trusts nothing in it and never writes to it.
 *
 * @param known The schemas that a case for this kernel can be run with.
 * @throws CorpusError of any kind but `unwritable` and `stale`.
 */
export async function readCase(
  path: string,
  known: (kernel: string) => Promise<readonly SchemaRef[]>,
): Promise<SavedCase> {
  const saved = await readSaved(path);
  const { protocol, release, fingerprint } = saved.schema;
  const schemas = await known(saved.kernel);
  if (schemas.some((schema) => schema.fingerprint === fingerprint)) return saved;
  throw new CorpusError({
    kind: 'other-schema',
    path,
    expected: `a case of ${schemas.map(schemaName).join(' or ')}`,
    came: `it is one of ${schemaName({ protocol, release, fingerprint })}`,
    todo: 'Replay it with the version of skewfuzz that has this schema, or export the schema again.',
  });
}

/**
 * The same without a look at its schema: for a case that is looked at and not run.
 *
 * @throws CorpusError of any kind but `unwritable`, `stale` and `other-schema`.
 */
export async function readSaved(path: string): Promise<SavedCase> {
  return parseCase(path, await readText(path));
}

function schemaName({ protocol, release, fingerprint }: SchemaRef): string {
  return `${protocol} ${release} (${fingerprint.slice(0, 12)})`;
}
