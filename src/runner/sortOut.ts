import type {
  ReplayedCase,
  Sorted,
  SortedFinding,
  SortedReason,
  TargetReport,
  Verdict,
} from '../report/index.js';
import { STALE } from '../report/index.js';

/**
 * What the targets of a nightly run come to: what is new, what is known, what is fixed, and what could not be judged.
 *
 * @param against only what the base does not have is a failure: flakes and fixed ones are told, and no more
 */
export function sortOut(targets: readonly TargetReport[], against: boolean = false): Sorted {
  const fresh = unique(targets.flatMap((target) => [...freshRuns(target), ...freshReplays(target)]));
  const known = unique(targets.flatMap((target) => [...knownRuns(target), ...knownReplays(target)]));
  const fixed = unique(targets.flatMap(fixedLines));
  const unjudged = targets.flatMap(unjudgedIn);
  const errors = targets.flatMap(errorsIn);
  const isFailed = fresh.length > 0 || (!against && fixed.some(({ note }) => note === STALE));
  const isUnknown = against ? targets.some(isUnseen) : unjudged.length > 0;
  const verdict: Verdict = isFailed ? 'invalid' : isUnknown ? 'unknown' : 'valid';
  return { verdict, fresh, known, fixed, unjudged, errors };
}

function freshRuns({ name, run }: TargetReport): readonly SortedFinding[] {
  return (run?.findings ?? []).flatMap(({ known, signature, file }) =>
    known === null ? [{ target: name, signature, file, note: null }] : [],
  );
}

function knownRuns({ name, run }: TargetReport): readonly SortedFinding[] {
  return (run?.findings ?? []).flatMap(({ known, signature, file }) =>
    known === null ? [] : [{ target: name, signature, file, note: known }],
  );
}

/** What a saved case shows now; null: nothing. */
function shownBy({ report, signature }: ReplayedCase): string | null {
  if (report.kind === 'failed') return signature;
  return report.kind === 'changed' ? report.signature : null;
}

function freshReplays({ name, replays }: TargetReport): readonly SortedFinding[] {
  return replays.flatMap((one) => {
    const signature = shownBy(one);
    if (signature === null || one.accepted !== null) return [];
    return [{ target: name, signature, file: one.report.file, note: one.found }];
  });
}

function knownReplays({ name, replays }: TargetReport): readonly SortedFinding[] {
  return replays.flatMap((one) => {
    const signature = shownBy(one);
    if (signature === null || one.accepted === null) return [];
    return [{ target: name, signature, file: one.report.file, note: one.accepted }];
  });
}

function fixedLines({ name, replays }: TargetReport): readonly SortedFinding[] {
  return replays.flatMap(({ baseline, signature, report: { file } }) => {
    if (baseline === 'none' || signature === null) return [];
    const note = baseline === 'stale' ? STALE : 'the line was taken out of the baseline';
    return [{ target: name, signature, file, note }];
  });
}

function unjudgedIn({ name, replays, run, failure }: TargetReport): readonly SortedReason[] {
  const replayed = replays.flatMap(({ report }) =>
    report.kind === 'unknown' ? [`${report.file}: ${report.reason}`] : [],
  );
  const reasons = run === null && failure === null ? ['no time was left to fuzz it'] : (run?.reasons ?? []);
  return [...replayed, ...reasons].map((because) => ({ target: name, because }));
}

function errorsIn({ name, replays, run, failure }: TargetReport): readonly SortedReason[] {
  const replayed = replays.flatMap(({ report }) =>
    report.kind === 'error' ? [`${report.file}: ${report.message}`] : [],
  );
  const all = [...(failure === null ? [] : [failure]), ...replayed, ...(run?.errors ?? [])];
  return all.map((because) => ({ target: name, because }));
}

/** Nothing of it was judged: it is not known whether there is anything new. */
function isUnseen({ run }: TargetReport): boolean {
  return run === null || run.messages.judged === 0;
}

/** Each signature of a target once: the one that tells most of where it is comes first. */
function unique(findings: readonly SortedFinding[]): readonly SortedFinding[] {
  const first = new Map<string, SortedFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.target, finding.signature]);
    const other = first.get(key);
    if (other === undefined || (other.file === null && finding.file !== null)) first.set(key, finding);
  }
  return [...first.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}
