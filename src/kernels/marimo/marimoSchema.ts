import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Snapshot } from '../../schema/index.js';
import { prepareEnvironment } from '../environment/prepareEnvironment.js';
import { exporterDigest, exportSchema, type Exported } from '../exporter.js';
import { shippedMarimoReleases, shippedMarimoSchema, snapshotFrom } from '../marimoRelease.js';
import { writeWhole } from '../writeWhole.js';
import type { MarimoSource } from './marimoSource.js';

/**
 * The message types of a release of marimo: shipped, or exported once from the package itself, which is installed when
 * it is not there yet.
 *
 * @throws KernelError `no-python`, `install-failed`, `bad-schema`
 */
export async function marimoReleaseSchema(
  release: string,
  progress: (line: string) => void,
): Promise<Snapshot> {
  if (isShipped(release)) return shippedMarimoSchema(release);
  const source = { kind: 'release', release } as const;
  const { python } = await prepareEnvironment(source, progress);
  return marimoSchema(source, python, progress);
}

/**
 * The message types of the marimo in an environment. Those of some releases are shipped; those of any other are
 * exported by its own Python, and kept in the environment's folder for as long as that lives, unless the exporter
 * changes. A checkout changes while nobody looks, so its types are exported each time.
 *
 * @throws KernelError `bad-schema` when they cannot be exported or read
 */
export async function marimoSchema(
  source: MarimoSource,
  python: string,
  progress: (line: string) => void,
): Promise<Snapshot> {
  if (source.kind === 'release' && isShipped(source.release)) return shippedMarimoSchema(source.release);
  const kept = join(dirname(dirname(python)), `skewfuzz-schema-${exporterDigest()}.json`);
  if (source.kind !== 'checkout' && existsSync(kept)) return snapshotFrom(kept);
  progress('exporting the message types of this marimo');
  const { text, snapshot } = await exportMarimo(python);
  if (source.kind !== 'checkout') writeWhole(kept, text);
  return snapshot;
}

/**
 * Exports the message types of the marimo that this Python has, whether they are shipped or not.
 *
 * @throws KernelError `bad-schema`
 */
export function exportMarimo(python: string): Promise<Exported> {
  const folder = dirname(dirname(python));
  return exportSchema({ python, options: ['marimo'], folder, what: 'the message types of this marimo' });
}

function isShipped(release: string): boolean {
  return shippedMarimoReleases().includes(release);
}
