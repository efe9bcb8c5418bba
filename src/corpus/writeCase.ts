import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatCase } from './formatCase.js';
import { parseCase } from './parseCase.js';
import { replaceFile, unwritable } from './replaceFile.js';
import type { SavedCase } from './savedCase.js';

/**
 * Writes a case in the place of a file. It is there whole or as it was.
 *
 * @throws CorpusError of kind `unwritable`, or `hostile` or `invalid` when it would not be read again
 */
export async function rewriteCase(path: string, saved: SavedCase): Promise<void> {
  const source = formatCase(saved);
  parseCase(path, source);
  await replaceFile(path, source);
}

/**
 * Writes a text where no file is yet; its folder is made if need be.
 *
 * @throws CorpusError of kind `unwritable`, also when there is a file
 */
export async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx', flush: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}
