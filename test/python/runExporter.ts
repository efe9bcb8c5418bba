import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { pythonForTests } from './pythonForTests.js';

const EXPORTER = fileURLToPath(new URL('../../python/export_schema.py', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** How a run of the exporter ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the exporter where the types of these tests lie, with the newest marimo. */
export async function exporter(...options: readonly string[]): Promise<Ended> {
  return exporterOf(await pythonForTests(), options);
}

/** Runs the exporter with a Python of choice, and with what else is in the environment. */
export function exporterOf(
  python: string,
  options: readonly string[],
  added: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1', ...added };
  return new Promise((resolve, reject) => {
    const settings = { cwd: HERE, env, timeout: 30_000, maxBuffer: 2 ** 24 };
    execFile(python, [EXPORTER, ...options], settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(new Error(`${python} did not end by itself`, { cause: error }));
    });
  });
}
