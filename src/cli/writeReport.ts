import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from './usageError.js';

/** Writes a report where one was asked for, whole or not at all; its folder is made if need be. */
export async function writeReport(path: string | undefined, text: () => string): Promise<void> {
  if (path === undefined) return;
  const folder = dirname(path);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, text(), { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw unwritable(path, error);
  }
}

export function unwritable(path: string, error: unknown): UsageError {
  const came = error instanceof Error ? error.message : String(error);
  return new UsageError(`Could not write the report ${path}: ${came}. Choose another place.`);
}
