import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBaseline } from '../../corpus/index.js';
import { readNightly } from '../../report/index.js';
import { UsageError } from '../usageError.js';
import { savedCases } from './savedCases.js';

/** What the base has: why, by kernel and signature; null: it has it not. */
export type BaseFindings = (kernel: string, signature: string) => string | null;

/**
 * What `--against` names: a corpus (its lists of known findings, and its cases, each of which counts as failing there),
 * one such list, or the `report.json` of a nightly run of the base (what was new and what was known).
 *
 * @throws UsageError where it is none of them
 */
export async function baseFindings(path: string): Promise<BaseFindings> {
  const pairs = await pairsOf(path);
  const all = new Set(pairs.map(([kernel, signature]) => JSON.stringify([kernel, signature])));
  return (kernel, signature) =>
    all.has(JSON.stringify([kernel, signature])) ? `the base has it: ${path}` : null;
}

type Pair = readonly [kernel: string, signature: string];

async function pairsOf(path: string): Promise<readonly Pair[]> {
  const about = await stat(path).catch(() => null);
  if (about === null) throw notThere(path, 'there is no such file or folder');
  if (about.isDirectory()) return ofCorpus(path);
  const text = await readFile(path, 'utf8');
  if (text.includes('"skewfuzz-baseline"')) return ofBaseline(path, text);
  if (text.includes('"skewfuzz-nightly"')) return ofReport(path, text);
  throw notThere(path, 'it is something else');
}

async function ofCorpus(path: string): Promise<readonly Pair[]> {
  const stored = await savedCases(path);
  const cases = stored.flatMap(({ saved }): readonly Pair[] =>
    saved === null || saved.evidence === null ? [] : [[saved.kernel, saved.evidence.signature]],
  );
  const folder = join(path, 'baseline');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const lists = names.map(async (name) =>
    ofBaseline(join(folder, name), await readFile(join(folder, name), 'utf8')),
  );
  return [...cases, ...(await Promise.all(lists)).flat()];
}

function ofBaseline(path: string, text: string): readonly Pair[] {
  const { kernel, known } = parseBaseline(path, text);
  return known.map(({ signature }) => [kernel, signature]);
}

function ofReport(path: string, text: string): readonly Pair[] {
  const { targets, sorted } = readNightly(path, text);
  const kernels = new Map(targets.map(({ name, kernel }) => [name, kernel]));
  return [...sorted.fresh, ...sorted.known].map(({ target, signature }) => [
    kernels.get(target) ?? '',
    signature,
  ]);
}

function notThere(path: string, came: string): UsageError {
  return new UsageError(
    `Read what the base has, ${path}: expected a corpus, a list of known findings or the report.json of a nightly run; ${came}.`,
  );
}
