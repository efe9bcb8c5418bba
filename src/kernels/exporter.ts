import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { readSnapshot, SchemaError, type Snapshot } from '../schema/index.js';
import { cleanEnvironment } from './cleanEnvironment.js';
import { KernelError } from './kernelError.js';
import { packageFile } from './packageFile.js';

const EXPORT_MS = 120_000;
const EXPORT_BYTES_MAX = 32 * 1024 * 1024;

/** What the exporter wrote. */
export interface Exported {
  readonly text: string;
  readonly snapshot: Snapshot;
}

/** A run of the exporter. */
export interface ExportRequest {
  /** The interpreter: the packages whose types are asked for must be there, and msgspec. */
  readonly python: string;
  /** What to export: `['marimo']`, or its options. */
  readonly options: readonly string[];
  /** The folder to run in; modules that lie there can be imported. */
  readonly folder: string;
  /** Variables for Python, beside the harmless ones of our own. */
  readonly env?: Readonly<Record<string, string>>;
  /** For a person: `the message types of this marimo`. */
  readonly what: string;
}

/**
 * Runs `python/export_schema.py`.
 *
 * @throws KernelError `bad-schema` with what the exporter said when it refuses, or writes no snapshot
 */
export async function exportSchema(request: ExportRequest): Promise<Exported> {
  const text = await run(request);
  try {
    return { text, snapshot: readSnapshot(text) };
  } catch (error) {
    if (error instanceof SchemaError) throw cannotExport(request.what, error.message, error);
    throw error;
  }
}

/** 16 hexadecimal digits that are others whenever the exporter is another: a snapshot kept under them is not stale. */
export function exporterDigest(): string {
  return createHash('sha256').update(readFileSync(exporterFile())).digest('hex').slice(0, 16);
}

function run({ python, options, folder, env, what }: ExportRequest): Promise<string> {
  const settings = {
    cwd: folder,
    env: cleanEnvironment(env),
    timeout: EXPORT_MS,
    maxBuffer: EXPORT_BYTES_MAX,
  };
  return new Promise((resolve, reject) => {
    execFile(python, [exporterFile(), ...options], settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else
        reject(cannotExport(what, stderr.trim().split('\n').slice(-20).join('\n') || error.message, error));
    });
  });
}

function exporterFile(): string {
  return packageFile('python/export_schema.py');
}

function cannotExport(what: string, got: string, cause: Error): KernelError {
  return new KernelError(
    'bad-schema',
    `Exported ${what} with python/export_schema.py: expected a snapshot, got: ${got}`,
    cause,
  );
}
