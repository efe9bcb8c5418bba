import { sendsIn } from '../wire/index.js';
import { caseSize, isSmaller } from './caseSize.js';
import type { CaseSize, SavedCase } from './savedCase.js';

/** A case file as pruning looks at it. */
export interface Coverable {
  readonly path: string;
  readonly saved: SavedCase;
  /** It stays, whatever it covers. */
  readonly stays: boolean;
}

/** A file that can go: all that it covers is covered by these others. */
export interface Superfluous {
  readonly path: string;
  readonly by: readonly string[];
}

interface Candidate extends Coverable {
  readonly covers: readonly string[];
  readonly size: CaseSize;
}

/**
 * What a corpus can do without: a case covers every kernel x tag x shape x outcome of its messages. Those that stay in any
 * case come first, then again and again the one that covers most of what is left; of equal ones the smaller, then the
 * one whose path comes first. So the same files give the same answer, in whatever order they come.
 */
export function superfluousIn(files: readonly Coverable[]): readonly Superfluous[] {
  const candidates = files
    .map((file) => ({ ...file, covers: coverageOf(file.saved), size: caseSize(file.saved.case) }))
    .toSorted(inOrder);
  const coveredBy = new Map<string, string>();
  const keep = ({ covers, path }: Candidate): void => {
    for (const point of covers) if (!coveredBy.has(point)) coveredBy.set(point, path);
  };
  for (const one of candidates) if (one.stays) keep(one);
  let left: readonly Candidate[] = candidates.filter(({ stays }) => !stays);
  for (;;) {
    const news = (one: Candidate): number => one.covers.filter((point) => !coveredBy.has(point)).length;
    const best = left.reduce<Candidate | null>(
      (so, one) => (news(one) > (so === null ? 0 : news(so)) ? one : so),
      null,
    );
    if (best === null) break;
    keep(best);
    left = left.filter((one) => one !== best);
  }
  const kept = new Set(coveredBy.values());
  return candidates
    .filter(({ path, stays }) => !stays && !kept.has(path))
    .map(({ path, covers }) => ({
      path,
      by: [...new Set(covers.flatMap((point) => coveredBy.get(point) ?? []))].toSorted(),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** A case without messages covers its outcome alone. */
function coverageOf({ kernel, case: input, evidence }: SavedCase): readonly string[] {
  const outcome = evidence?.violation.outcome ?? 'passes';
  const kinds = sendsIn(input.steps).map(({ tag, shape }) => `${tag ?? '-'} ${shape}`);
  return [...new Set(kinds.length === 0 ? ['nothing'] : kinds)].map((kind) => `${kernel} ${kind} ${outcome}`);
}

function inOrder(a: Candidate, b: Candidate): number {
  if (isSmaller(a.size, b.size)) return -1;
  if (isSmaller(b.size, a.size)) return 1;
  return a.path < b.path ? -1 : 1;
}
