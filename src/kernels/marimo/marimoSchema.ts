import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { readSnapshot, SchemaError, type Snapshot } from '../../schema/index.js';
import { cleanEnvironment } from '../cleanEnvironment.js';
import { KernelError } from '../kernelError.js';
import { NEWEST_MARIMO, newestMarimoSchema, snapshotFrom } from '../marimoRelease.js';
import { packageFile } from '../packageFile.js';
import type { MarimoSource } from './marimoSource.js';

const EXPORT_MS = 120_000;
const EXPORT_BYTES_MAX = 32 * 1024 * 1024;

/**
 * The message types of the marimo in an environment. The newest release's are shipped; those of any other are
 * exported by its own Python, and kept in the environment's folder for as long as that lives. A checkout changes
 * while nobody looks, so its types are exported each time.
 *
 * @throws KernelError `bad-schema` when they cannot be exported or read
 */
export async function marimoSchema(
  source: MarimoSource,
  python: string,
  progress: (line: string) => void,
): Promise<Snapshot> {
  if (source.kind === 'release' && source.release === NEWEST_MARIMO) return newestMarimoSchema();
  const exporter = packageFile('python/export_schema.py');
  const folder = dirname(dirname(python));
  const made = createHash('sha256').update(readFileSync(exporter)).digest('hex').slice(0, 16);
  const kept = join(folder, `skewfuzz-schema-${made}.json`);
  if (source.kind !== 'checkout' && existsSync(kept)) return snapshotFrom(kept);
  progress('exporting the message types of this marimo');
  const text = await exported(python, exporter, folder);
  const snapshot = readExported(text);
  if (source.kind !== 'checkout') writeWhole(kept, text);
  return snapshot;
}

function exported(python: string, exporter: string, cwd: string): Promise<string> {
  const options = { cwd, env: cleanEnvironment(), timeout: EXPORT_MS, maxBuffer: EXPORT_BYTES_MAX };
  return new Promise((resolve, reject) => {
    execFile(python, [exporter, 'marimo'], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(cannotExport(stderr.trim().split('\n').slice(-20).join('\n') || error.message, error));
    });
  });
}

function readExported(text: string): Snapshot {
  try {
    return readSnapshot(text);
  } catch (error) {
    if (error instanceof SchemaError) throw cannotExport(error.message, error);
    throw error;
  }
}

/** Two runs may write at once: each writes a file of its own and renames it, so nobody ever reads half of one. */
function writeWhole(file: string, text: string): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, text);
  renameSync(own, file);
}

function cannotExport(got: string, cause: Error): KernelError {
  return new KernelError(
    'bad-schema',
    `Exported the message types of this marimo with python/export_schema.py: expected a snapshot, got: ${got}`,
    cause,
  );
}
