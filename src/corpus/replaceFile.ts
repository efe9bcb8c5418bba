import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CorpusError, isAbsent, systemReason } from './corpusError.js';

/** A temporary file names the process that writes it; those of an older version name none. */
const TEMPORARY = /^\.(?:(\d+)-)?[0-9a-f-]{36}\.tmp$/;
/** Nobody writes one file for so long. */
const OLD_MS = 60_000;

/**
 * Writes beside, then renames: a reader, or a crash, never meets half a file.
 *
 * @throws CorpusError of kind `unwritable`
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${process.pid}-${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw unwritable(path, error);
  }
}

export function unwritable(path: string, error: unknown): CorpusError {
  return new CorpusError({
    kind: 'unwritable',
    path,
    expected: 'to save it',
    came: systemReason(error),
    todo: 'Make room or give the folder write permission, or choose another one with --corpus.',
    cause: error,
  });
}

/**
 * Takes away the temporary files of processes that were killed while they wrote; how many there were. Those of a process
 * that lives are left alone, for a minute. To be called before this process writes.
 *
 * @throws CorpusError of kind `unwritable`
 */
export async function sweep(corpus: string): Promise<number> {
  let swept = 0;
  for (const path of await filesBelow(corpus)) {
    if (!(await isStale(path))) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept;
}

async function filesBelow(corpus: string): Promise<readonly string[]> {
  try {
    const names = await readdir(corpus, { recursive: true });
    return names.map((name) => join(corpus, name));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw unwritable(corpus, error);
  }
}

async function isStale(path: string): Promise<boolean> {
  const temporary = TEMPORARY.exec(basename(path));
  if (temporary === null) return false;
  const [, pid] = temporary;
  // In a container every process has the same number as the one before it.
  if (pid !== undefined && (Number(pid) === process.pid || !lives(Number(pid)))) return true;
  const about = await stat(path).catch(() => null);
  return about !== null && Date.now() - about.mtimeMs > OLD_MS;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
