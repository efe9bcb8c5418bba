import { existsSync } from 'node:fs';

import type { Snapshot } from '../schema/index.js';
import { prepareEnvironment } from './environment/prepareEnvironment.js';
import { KernelError } from './kernelError.js';
import { marimoReleaseSchema, marimoSchema } from './marimo/marimoSchema.js';
import { marimoNamed } from './marimo/marimoSource.js';
import { NEWEST_MARIMO, snapshotFrom } from './marimoRelease.js';
import { isTypeName, typeSchema } from './typeSchema.js';

/**
 * The schema that a person names: `marimo`, `marimo@0.23.2`, `marimo@path/to/checkout` or `marimo@file.whl`; the file of a
 * snapshot; or `MODULE:TYPE` of an importable Python package. A marimo that is not there yet is installed; any release
 * that the exporter knows will do, also one whose sockets carry pickle.
 *
 * @throws KernelError `bad-command` when it is none of these; `no-python`, `install-failed`, `bad-schema`
 */
export async function schemaNamed(name: string, progress: (line: string) => void): Promise<Snapshot> {
  if (/^marimo(?:@|$)/u.test(name)) {
    const source = marimoNamed(name);
    if (source.kind === 'release') return marimoReleaseSchema(source.release, progress);
    const { python } = await prepareEnvironment(source, progress);
    return marimoSchema(source, python, progress);
  }
  if (existsSync(name)) return snapshotFrom(name);
  if (isTypeName(name)) return typeSchema({ types: [name] });
  throw new KernelError(
    'bad-command',
    `Was asked for the schema ${JSON.stringify(name)}: expected marimo@RELEASE (like marimo@${NEWEST_MARIMO}), the file of a ` +
      'snapshot, or MODULE:TYPE of a Python package, got none of these. Is it a file that does not exist?',
  );
}
