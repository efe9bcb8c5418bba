import { readFileSync } from 'node:fs';

import { readSnapshot, type Snapshot } from '../schema/index.js';
import { KernelError } from './kernelError.js';
import { packageFile } from './packageFile.js';

/** The newest release of marimo that this package knows: its snapshot and its pinned requirements ship with it. */
export const NEWEST_MARIMO = '0.25.2';

let newest: Snapshot | null = null;

/** The file that holds {@link newestMarimoSchema}. */
export function newestMarimoSchemaFile(): string {
  return packageFile(`schemas/marimo-${NEWEST_MARIMO}.json`);
}

/** The message types of {@link NEWEST_MARIMO}. */
export function newestMarimoSchema(): Snapshot {
  newest ??= snapshotFrom(newestMarimoSchemaFile());
  return newest;
}

/**
 * Reads a snapshot from a file.
 *
 * @throws KernelError `bad-schema` when it cannot be read or is no snapshot
 */
export function snapshotFrom(file: string): Snapshot {
  try {
    return readSnapshot(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KernelError(
      'bad-schema',
      `Read the schema ${file}: expected a snapshot as the exporter writes it, got: ${why}`,
      cause,
    );
  }
}
