import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CorpusError, isAbsent } from './corpusError.js';
import { issues } from './issues.js';
import { parseCase } from './parseCase.js';
import { replaceFile } from './replaceFile.js';
import { parseDocument, readText, type Format } from './strictDocument.js';

/** The findings of one kernel that are known and accepted. */
export interface Baseline {
  readonly kernel: string;
  readonly known: readonly KnownFinding[];
}

export interface KnownFinding {
  readonly signature: string;
  /** The release of the kernel in which it was seen first. */
  readonly since: string;
  /** Why it is accepted, for people. */
  readonly reason: string;
  /** Its case file, relative to the corpus. */
  readonly finding: string;
}

/** A baseline on disk; its lines are checked one after the other. */
interface BaselineFile {
  readonly format: 'skewfuzz-baseline';
  readonly version: 1;
  readonly kernel: string;
  readonly known: readonly unknown[];
}

const FORMAT_1 = { format: 'skewfuzz-baseline', version: 1 } as const satisfies Format;

const baselineFile: z.ZodType<BaselineFile> = z.strictObject({
  format: z.literal('skewfuzz-baseline'),
  version: z.literal(1),
  kernel: z.string().min(1),
  known: z.custom<readonly unknown[]>(Array.isArray, 'must be a list'),
});

const knownLine: z.ZodType<KnownFinding> = z.strictObject({
  signature: z.string().min(1),
  since: z.string().min(1),
  reason: z.string().min(1),
  finding: z
    .string()
    .max(1000)
    .regex(/^findings(\/[\w-][\w.-]*)+\.json$/, 'must be a case file below findings/'),
});

/**
 * Reads `baseline/<kernel>.json` of a corpus; a kernel without such a file has no known findings. Every line must have
 * its case file, with the signature of the line.
 *
 * @param folder where the lists are; default: `baseline` in the corpus
 * @throws CorpusError of any kind but `unwritable` and `other-schema`.
 */
export async function readBaseline(
  corpus: string,
  kernel: string,
  folder: string = join(corpus, 'baseline'),
): Promise<Baseline> {
  const path = baselinePath(folder, kernel);
  const source = await textOrNull(path);
  if (source === null) return { kernel, known: [] };
  const { known, kernel: found } = parseBaseline(path, source);
  if (found !== kernel) throw invalid(path, `it is of the kernel ${found}`);
  for (const line of known) await checkLine(path, corpus, line);
  return { kernel, known };
}

/**
 * The text of a baseline, without a look at the case files that it names; `path` is for the errors.
 *
 * @throws CorpusError of kind `truncated`, `hostile`, `invalid` or `unknown-version`
 */
export function parseBaseline(path: string, source: string): Baseline {
  const checked = baselineFile.safeParse(parseDocument(path, source, FORMAT_1));
  if (!checked.success) throw invalid(path, issues(checked.error));
  const { kernel } = checked.data;
  const known = checked.data.known.map((line, at) => {
    const read = knownLine.safeParse(line);
    if (!read.success) throw invalid(path, issues(read.error, ['known', at]));
    return read.data;
  });
  if (new Set(known.map((line) => line.signature)).size !== known.length) {
    throw invalid(path, 'it lists one signature twice');
  }
  return { kernel, known };
}

/**
 * The baselines of a kernel with a version in its name (`marimo@0.24.0`): its own first, then that of the name alone, then
 * those of all other versions. A bug that is known in one version is no news in the next. Of a host of several sessions also
 * that of the kernel that each session is. Of any other kernel its own alone.
 *
 * @throws CorpusError as {@link readBaseline}
 */
export async function readBaselines(
  corpus: string,
  kernel: string,
  folder: string = join(corpus, 'baseline'),
): Promise<readonly Baseline[]> {
  const own = await readBaseline(corpus, kernel, folder);
  const [, session] = /^(.+)-app-host(?:@|$)/.exec(kernel) ?? [];
  const ofSession = session === undefined ? [] : [await readBaseline(corpus, session, folder)];
  const [, name] = /^([\w-]+)@./.exec(kernel) ?? [];
  if (name === undefined) return [own, ...ofSession];
  const files = await filesIn(folder);
  const versions = files.flatMap((file) =>
    file.startsWith(`${name}-`) && /^\d.*\.json$/.test(file.slice(name.length + 1))
      ? [`${name}@${file.slice(name.length + 1, -'.json'.length)}`]
      : [],
  );
  const others = [name, ...versions.filter((other) => other !== kernel).toSorted()];
  return [
    own,
    ...(await Promise.all(others.map(async (other) => readBaseline(corpus, other, folder)))),
    ...ofSession,
  ];
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** The lines that explain these signatures, by signature. */
export function knownFindings(
  baseline: Baseline,
  signatures: Iterable<string>,
): ReadonlyMap<string, KnownFinding> {
  const wanted = new Set(signatures);
  return new Map(
    baseline.known.filter((line) => wanted.has(line.signature)).map((line) => [line.signature, line]),
  );
}

/** The list as its file holds it. */
export function formatBaseline({ kernel, known }: Baseline): string {
  const file: BaselineFile = { ...FORMAT_1, kernel, known };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Takes lines out of the list of a kernel, for good; the file stays, with what is left.
 *
 * @throws CorpusError as {@link readBaseline}, or of kind `unwritable`
 */
export async function forget(
  corpus: string,
  kernel: string,
  signatures: ReadonlySet<string>,
  folder: string = join(corpus, 'baseline'),
): Promise<void> {
  const { known } = await readBaseline(corpus, kernel, folder);
  const left = known.filter(({ signature }) => !signatures.has(signature));
  await replaceFile(baselinePath(folder, kernel), formatBaseline({ kernel, known: left }));
}

/** The lists in a folder, sorted by kernel, each checked alone: their cases are not looked at. */
export async function listBaselines(folder: string): Promise<readonly Baseline[]> {
  const names = (await filesIn(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const lists = names.map(async (name) => {
    const path = join(folder, name);
    return parseBaseline(path, await readText(path));
  });
  return Promise.all(lists);
}

export function baselinePath(folder: string, kernel: string): string {
  return join(folder, `${kernel.replace(/[^\w.-]+/g, '-').slice(0, 200)}.json`);
}

async function textOrNull(path: string): Promise<string | null> {
  try {
    return await readText(path);
  } catch (error) {
    if (error instanceof CorpusError && isAbsent(error.cause)) return null;
    throw error;
  }
}

async function checkLine(path: string, corpus: string, line: KnownFinding): Promise<void> {
  const source = await textOrNull(join(corpus, line.finding));
  if (source === null) throw stale(path, line, 'there is no such file');
  const { evidence } = parseCase(join(corpus, line.finding), source);
  if (evidence?.signature !== line.signature) {
    throw stale(path, line, `that file has the signature ${evidence?.signature ?? 'of none, it is a seed'}`);
  }
}

function stale(path: string, line: KnownFinding, came: string): CorpusError {
  return new CorpusError({
    kind: 'stale',
    path,
    expected: `${line.finding} to show ${line.signature}`,
    came,
    todo: 'Take the line out, or correct it.',
  });
}

function invalid(path: string, came: string): CorpusError {
  return new CorpusError({
    kind: 'invalid',
    path,
    expected: 'a baseline of version 1',
    came: `it does not hold: ${came}`,
    todo: 'Correct it; CONTRIBUTING.md shows one.',
  });
}
