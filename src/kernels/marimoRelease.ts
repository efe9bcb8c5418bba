import { readdirSync, readFileSync } from 'node:fs';

import { readSnapshot, type Snapshot } from '../schema/index.js';
import { KernelError } from './kernelError.js';
import { packageFile } from './packageFile.js';

/** The newest release of marimo that this package knows: its snapshot and its pinned requirements ship with it. */
export const NEWEST_MARIMO = '0.25.2';

const shipped = new Map<string, Snapshot>();

/** The file that holds {@link newestMarimoSchema}. */
export function newestMarimoSchemaFile(): string {
  return packageFile(`schemas/marimo-${NEWEST_MARIMO}.json`);
}

/** The message types of {@link NEWEST_MARIMO}. */
export function newestMarimoSchema(): Snapshot {
  return shippedSchema('marimo', NEWEST_MARIMO);
}

/** The releases of marimo whose message types ship with this package, oldest first. */
export function shippedMarimoReleases(): readonly string[] {
  const names = readdirSync(packageFile('schemas')).map((name) => /^marimo-(.+)\.json$/u.exec(name)?.[1]);
  return names
    .filter((release) => release !== undefined)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/**
 * The message types of a release, from this package.
 *
 * @throws KernelError when the release is none of {@link shippedMarimoReleases}
 */
export function shippedMarimoSchema(release: string): Snapshot {
  return shippedSchema('marimo', release);
}

/** Only the newest stands in a file of its own; the file of any other says what it has otherwise than the next one. */
function shippedSchema(protocol: string, release: string): Snapshot {
  const name = `${protocol}-${release}`;
  const snapshot = shipped.get(name) ?? snapshotFrom(packageFile(`schemas/${name}.json`));
  shipped.set(name, snapshot);
  return snapshot;
}

/**
 * Reads a snapshot from a file; the base of a delta is looked for among those that ship.
 *
 * @throws KernelError `bad-schema` when it cannot be read or is no snapshot
 */
export function snapshotFrom(file: string): Snapshot {
  try {
    return readSnapshot(readFileSync(file, 'utf8'), shippedSchema);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KernelError(
      'bad-schema',
      `Read the schema ${file}: expected a snapshot as the exporter writes it, got: ${why}`,
      cause,
    );
  }
}
