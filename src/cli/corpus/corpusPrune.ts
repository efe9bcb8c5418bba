import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { listCases, readSaved, superfluousIn, type Coverable } from '../../corpus/index.js';
import { plural, printable } from '../../report/index.js';
import { EXIT_CODES } from '../exitCodes.js';
import type { Terminal } from '../terminal.js';
import { knownLines } from './corpusRows.js';

export interface CorpusPruneOptions {
  readonly corpus: string;
  readonly write: boolean;
}

/**
 * `skewfuzz corpus prune`: the exit code. Seeds stay, for they were made on purpose, and so does what a list of known findings
 * names. Where any file cannot be read nothing is removed.
 */
export async function corpusPrune(
  { corpus, write }: CorpusPruneOptions,
  terminal: Terminal,
): Promise<number> {
  const known = await knownLines(corpus);
  const files: Coverable[] = [];
  for (const path of await listCases([], corpus)) {
    const saved = await readSaved(path);
    files.push({ path, saved, stays: saved.evidence === null || known.files.has(resolve(path)) });
  }
  const superfluous = superfluousIn(files);
  for (const { path, by } of superfluous) {
    if (write) await rm(path);
    terminal.print(
      `${write ? 'removed' : 'would remove'}  ${printable(path)}  covered by ${by.map(printable).join(', ')}`,
    );
  }
  const kept = `${plural(files.length, 'case')}: ${files.length - superfluous.length} cover all of it`;
  const hint = write || superfluous.length === 0 ? '' : `; --write removes the other ${superfluous.length}`;
  terminal.print(`${kept}${hint}`);
  return EXIT_CODES.valid;
}
