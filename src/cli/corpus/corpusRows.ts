import { resolve, join } from 'node:path';
import {
  caseSize,
  CorpusError,
  listBaselines,
  listCases,
  readSaved,
  type SavedCase,
} from '../../corpus/index.js';
import type { CorpusCase, CorpusRow } from '../../report/index.js';

/** Why findings are accepted, by their kernel and signature, and which case files the lists name. */
export interface KnownLines {
  readonly reasonOf: (saved: SavedCase) => string | null;
  /** Absolute paths. */
  readonly files: ReadonlySet<string>;
}

/** All lists of known findings of a corpus. @throws CorpusError */
export async function knownLines(corpus: string): Promise<KnownLines> {
  const baselines = await listBaselines(join(corpus, 'baseline'));
  const reasons = new Map<string, string>();
  const files = new Set<string>();
  for (const { kernel, known } of baselines) {
    for (const { signature, reason, finding } of known) {
      reasons.set(`${kernel} ${signature}`, reason);
      files.add(resolve(corpus, finding));
    }
  }
  return {
    reasonOf: ({ kernel, evidence }) => reasons.get(`${kernel} ${evidence?.signature ?? ''}`) ?? null,
    files,
  };
}

/** Every case of a corpus, or what the paths name; what cannot be read is a row of its own. */
export async function corpusRows(paths: readonly string[], corpus: string): Promise<readonly CorpusRow[]> {
  const known = await knownLines(corpus);
  const rows: CorpusRow[] = [];
  for (const file of await listCases(paths, corpus)) {
    try {
      rows.push(caseRow(file, await readSaved(file), known));
    } catch (error) {
      if (!(error instanceof CorpusError)) throw error;
      rows.push({ kind: 'unreadable', file, message: error.message });
    }
  }
  return rows;
}

export function caseRow(file: string, saved: SavedCase, known: KnownLines): CorpusCase {
  const { evidence, kernel, about } = saved;
  return {
    kind: evidence === null ? 'seed' : 'finding',
    file,
    kernel,
    signature: evidence?.signature ?? null,
    headline: about.headline,
    size: caseSize(saved.case),
    found: evidence?.found.when ?? null,
    versions: evidence?.found.versions ?? {},
    known: known.reasonOf(saved),
  };
}
