import { readFile } from 'node:fs/promises';
import type { SchemaRef } from '../corpus/index.js';
import { shippedMarimoReleases, shippedMarimoSchema } from '../kernels/index.js';
import { fingerprint, readSnapshot, type Schema, type Snapshot } from '../schema/index.js';
import { UsageError } from './usageError.js';

/** All snapshots that come with the package, oldest release first. */
export function committedSchemas(): readonly Snapshot[] {
  return shippedMarimoReleases().map(shippedMarimoSchema);
}

/** A snapshot that the user names. */
export async function readSchemaFile(path: string): Promise<Snapshot> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const came = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Could not read the schema ${path}: ${came}. Expected a snapshot, see python/export_schema.py.`,
    );
  }
  return readSnapshot(text, (_protocol, base) => shippedMarimoSchema(base));
}

/** How a case file names a schema. */
export function schemaRef(schema: Schema): SchemaRef {
  const { protocol, release } = schema;
  return { protocol, release, fingerprint: fingerprint(schema) };
}
