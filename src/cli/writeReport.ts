import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from './usageError.js';

/** Writes a report where one was asked for; its folder is made if need be. */
export async function writeReport(path: string | undefined, text: () => string): Promise<void> {
  if (path === undefined) return;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text());
  } catch (error) {
    const came = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Could not write the report ${path}: ${came}. Choose another place.`);
  }
}
