import { readFile } from 'node:fs/promises';
import { shippedMarimoReleases, shippedMarimoSchema } from '../kernels/index.js';
import { readSnapshot, type Snapshot } from '../schema/index.js';
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
