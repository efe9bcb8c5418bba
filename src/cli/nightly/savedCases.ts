import { createHash } from 'node:crypto';
import { listCases, readSaved, type SavedCase } from '../../corpus/index.js';
import type { Shard } from '../../runner/index.js';
import { sizeOf } from '../../runner/index.js';

/** A case of the corpus; `saved` is null where its file cannot be read. */
export interface Stored {
  readonly file: string;
  readonly saved: SavedCase | null;
  /** Why it cannot be read. */
  readonly problem: string;
}

/** The corpus, in the order in which it is replayed: the newest first, of equal age the cheapest. */
export async function savedCases(corpus: string): Promise<readonly Stored[]> {
  const files = await listCases([], corpus);
  const stored = await Promise.all(files.map(read));
  return stored.toSorted(
    (a, b) => compare(whenOf(b), whenOf(a)) || costOf(a) - costOf(b) || compare(a.file, b.file),
  );
}

/** Which of the shards of a target replays a case: each case has one. */
export function isOfShard(file: string, { index, count }: Shard): boolean {
  const name = file.split(/[\\/]/u).slice(-2).join('/');
  return createHash('sha256').update(name).digest().readUInt32BE() % count === index;
}

async function read(file: string): Promise<Stored> {
  try {
    return { file, saved: await readSaved(file), problem: '' };
  } catch (error) {
    return { file, saved: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

function whenOf({ saved }: Stored): string {
  return saved?.evidence?.found.when ?? '';
}

function costOf({ saved }: Stored): number {
  return saved === null ? 0 : sizeOf(saved.case.steps).messages;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
