import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { baselinePath, formatBaseline, listBaselines, type KnownFinding } from './baseline.js';
import { caseSize } from './caseSize.js';
import { CorpusError } from './corpusError.js';
import { findingName } from './findingName.js';
import { listCases } from './listCases.js';
import { parseCase } from './parseCase.js';
import { replaceFile, unwritable } from './replaceFile.js';
import type { CaseSize, Evidence } from './savedCase.js';
import { readText } from './strictDocument.js';

/** What a merge came to. */
export interface Merged {
  readonly findings: number;
  readonly seeds: number;
  /** Lines of all lists of known findings. */
  readonly known: number;
  /** Cases of a signature that a smaller case shows as well. */
  readonly larger: number;
  /** Files that could not be read; they are left where they are, and all else was merged. */
  readonly errors: readonly string[];
}

/** A case file as it stands in a corpus. */
interface Entry {
  /** Below the corpus, with slashes. */
  readonly folder: string;
  readonly name: string;
  readonly text: string;
  readonly size: CaseSize;
  /** Null in a seed. */
  readonly evidence: Evidence | null;
}

/**
 * Joins corpora into a folder, which is one more of them if it is there: every signature once, with the smallest case;
 * every seed; every line of every baseline. The files that come out are the same, byte for byte, in whatever order the
 * corpora are given.
 *
 * @throws CorpusError of kind `unwritable`, and as `readBaseline` for a list that cannot be read
 */
export async function mergeCorpora(corpora: readonly string[], into: string): Promise<Merged> {
  const errors: string[] = [];
  const own = await entriesOf(into, errors);
  const others = await Promise.all(corpora.map(async (corpus) => entriesOf(corpus, errors)));
  const all = [own, ...others].flat();
  const findings = all.filter(({ evidence }) => evidence !== null);
  const smallest = bySignature(findings);
  const seeds = bySeed(all.filter(({ evidence }) => evidence === null));
  const paths = pathsOf(smallest);
  const files = new Map(seeds);
  for (const [key, { text }] of smallest) files.set(paths.get(key) ?? '', text);
  await write(into, files);
  await removeAll(
    into,
    own.flatMap(({ folder, name }) => (files.has(`${folder}/${name}`) ? [] : [`${folder}/${name}`])),
  );
  const known = await mergeBaselines([into, ...corpora], into, paths);
  return {
    findings: smallest.size,
    seeds: seeds.size,
    known,
    larger: new Set(findings.map(({ text }) => text)).size - smallest.size,
    errors: errors.toSorted(),
  };
}

async function entriesOf(corpus: string, errors: string[]): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const path of await listCases([], corpus)) {
    try {
      const text = await readText(path);
      const saved = parseCase(path, text);
      const below = relative(corpus, path).split(sep);
      const name = below.pop() ?? '';
      const { evidence } = saved;
      entries.push({ folder: below.join('/'), name, text, size: caseSize(saved.case), evidence });
    } catch (error) {
      if (!(error instanceof CorpusError)) throw error;
      errors.push(error.message);
    }
  }
  return entries;
}

/** The smallest of each folder and signature. */
function bySignature(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const smallest = new Map<string, Entry>();
  for (const entry of entries) {
    const key = keyOf(entry.folder, entry.evidence?.signature ?? '');
    const other = smallest.get(key);
    if (other === undefined || isBefore(entry, other)) smallest.set(key, entry);
  }
  return smallest;
}

function keyOf(folder: string, signature: string): string {
  return JSON.stringify([folder, signature]);
}

/** A total order: no two files that differ are equal in it. Fewer messages, fewer bytes, fewer steps; then the text. */
function isBefore(a: Entry, b: Entry): boolean {
  const sizes = (['messages', 'bytes', 'steps'] as const).map((of) => a.size[of] - b.size[of]);
  const first = sizes.find((difference) => difference !== 0) ?? 0;
  return first === 0 ? a.text < b.text : first < 0;
}

/** The path of each: with a short name, or one of more digits for those that would share it. */
function pathsOf(smallest: ReadonlyMap<string, Entry>): ReadonlyMap<string, string> {
  const pathOf = ({ folder, evidence }: Entry, digits: number): string =>
    evidence === null ? '' : `${folder}/${findingName(evidence, digits)}.json`;
  const taken = groupedBy(smallest.values(), (entry) => pathOf(entry, SHORT));
  return new Map(
    [...smallest].map(([key, entry]) => {
      const alone = taken.get(pathOf(entry, SHORT))?.length === 1;
      return [key, pathOf(entry, alone ? SHORT : LONG)];
    }),
  );
}

const SHORT = 8;
const LONG = 64;

/** Seeds by path: equal ones once, different ones of one name all. */
function bySeed(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [path, same] of groupedBy(entries, ({ folder, name }) => `${folder}/${name}`)) {
    const texts = [...new Set(same.map(({ text }) => text))].toSorted();
    for (const [index, text] of texts.entries()) {
      const sum = createHash('sha256').update(text).digest('hex').slice(0, SHORT);
      files.set(index === 0 ? path : path.replace(/\.json$/, `-${sum}.json`), text);
    }
  }
  return files;
}

async function write(into: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    const file = join(into, path);
    await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
      throw unwritable(file, error);
    });
    if ((await readText(file).catch(() => null)) !== text) await replaceFile(file, text);
  }
}

async function removeAll(into: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(into, path), { force: true });
}

/** How many lines there are. */
async function mergeBaselines(
  corpora: readonly string[],
  into: string,
  paths: ReadonlyMap<string, string>,
): Promise<number> {
  const lists = await Promise.all(corpora.map(async (corpus) => listBaselines(join(corpus, 'baseline'))));
  let lines = 0;
  for (const [kernel, same] of groupedBy(lists.flat(), (list) => list.kernel)) {
    const moved = same.flatMap(({ known }) =>
      known.map((line) => ({ ...line, finding: moving(line, paths) })),
    );
    const known = [...groupedBy(moved, ({ signature }) => signature).values()]
      .flatMap((equal) => equal.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b))).slice(0, 1))
      .toSorted((a, b) => compare(a.signature, b.signature));
    lines += known.length;
    const path = baselinePath(join(into, 'baseline'), kernel);
    await write(into, new Map([[relative(into, path), formatBaseline({ kernel, known })]]));
  }
  return lines;
}

/** Where the case of a line is now. */
function moving({ finding, signature }: KnownFinding, paths: ReadonlyMap<string, string>): string {
  return paths.get(keyOf(dirname(finding), signature)) ?? finding;
}

function groupedBy<Item>(
  items: Iterable<Item>,
  key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
