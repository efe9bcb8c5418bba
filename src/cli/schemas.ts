import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchemaRef } from '../corpus/index.js';
import { fingerprint, readSnapshot, type Schema, type Snapshot } from '../schema/index.js';
import { packageRoot } from './packageRoot.js';
import { UsageError } from './usageError.js';

/** The newest of the snapshots that come with the package: what an untyped kernel's messages are made from. */
export async function hostSchema(): Promise<Snapshot> {
  const newest = (await committedSchemas()).at(-1);
  if (newest === undefined) throw new UsageError('The package has no schemas: install it again.');
  return newest;
}

/** All snapshots that come with the package, oldest release first. */
export async function committedSchemas(): Promise<readonly Snapshot[]> {
  const folder = join(packageRoot(), 'schemas');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const snapshots = await Promise.all(
    files.map(async (name) => readSnapshot(await readFile(join(folder, name), 'utf8'))),
  );
  return snapshots.toSorted((a, b) => a.release.localeCompare(b.release, 'en', { numeric: true }));
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
  return readSnapshot(text);
}

/** How a case file names a schema. */
export function schemaRef(schema: Schema): SchemaRef {
  const { protocol, release } = schema;
  return { protocol, release, fingerprint: fingerprint(schema) };
}
