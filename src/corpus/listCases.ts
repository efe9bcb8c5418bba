import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CorpusError, isAbsent, systemReason } from './corpusError.js';

/**
 * The case files that the paths name: a file is itself, a folder all `.json` below it, no path at all the findings and
 * the seeds of the corpus. Sorted, each once.
 *
 * @throws CorpusError of kind `unreadable`.
 */
export async function listCases(paths: readonly string[], corpus: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) found.push(...(await below(path, [])));
  if (paths.length === 0) {
    for (const folder of ['findings', 'seeds']) found.push(...(await ifThere(join(corpus, folder))));
  }
  return [...new Set(found)].toSorted();
}

/** A corpus in which nothing was found yet has no folder for it. */
async function ifThere(folder: string): Promise<string[]> {
  try {
    return await below(folder, []);
  } catch (error) {
    if (error instanceof CorpusError && isAbsent(error.cause)) return [];
    throw error;
  }
}

/** `within`: the real paths of the folders above, so that a link to one of them does not lead round in circles. */
async function below(path: string, within: readonly string[]): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const here = await realpath(path);
    if (within.includes(here)) return [];
    const files: string[] = [];
    for (const name of await readdir(path)) {
      const child = join(path, name);
      if (name.endsWith('.json') || (await stat(child)).isDirectory()) {
        files.push(...(await below(child, [...within, here])));
      }
    }
    return files;
  } catch (error) {
    if (error instanceof CorpusError) throw error;
    throw new CorpusError({
      kind: 'unreadable',
      path,
      expected: 'a case file or a folder of them',
      came: systemReason(error),
      todo: 'Check the path; without one, all saved cases are meant.',
      cause: error,
    });
  }
}
