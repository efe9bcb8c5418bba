import type { SavedCase } from '../../corpus/index.js';
import type { Violation } from '../../oracles/index.js';
import type { ReplayedCase, ReplayReport } from '../../report/index.js';
import { deadline, isOutOfTime } from '../../runner/index.js';
import type { Replays } from '../replayFiles.js';
import type { Stored } from './savedCases.js';

export interface ReplayPart {
  /** Those of the target and the shard, in the order in which they are to be replayed. */
  readonly cases: readonly Stored[];
  /** A moment of `performance.now()`. */
  readonly until: number;
  readonly replaysBy: (over: AbortSignal) => Replays;
  readonly allowed: (violation: Violation) => string | null;
  readonly known: (signature: string) => string | null;
  /** Whether the target's own list of known findings has it. */
  readonly isListed: (signature: string) => boolean;
  readonly signal: AbortSignal;
}

export interface Replayed {
  readonly cases: readonly ReplayedCase[];
  readonly left: readonly string[];
  /** Those that still fail as they did. */
  readonly failing: readonly SavedCase[];
}

/** Replays what there is time for. */
export async function replayPart(part: ReplayPart, told: (report: ReplayReport) => void): Promise<Replayed> {
  const limit = deadline(part.until);
  const replays = part.replaysBy(limit.over);
  const cases: ReplayedCase[] = [];
  const left: string[] = [];
  const failing: SavedCase[] = [];
  try {
    for (const stored of part.cases) {
      const report = part.signal.aborted || limit.over.aborted ? null : await one(replays, stored, part);
      if (report === null) {
        left.push(stored.file);
        continue;
      }
      told(report);
      cases.push(replayed(stored, report, part));
      if (report.kind === 'failed' && stored.saved !== null) failing.push(stored.saved);
    }
  } finally {
    limit.clear();
  }
  return { cases, left, failing };
}

/** Null: the time was up before it was judged. */
async function one(replays: Replays, stored: Stored, part: ReplayPart): Promise<ReplayReport | null> {
  try {
    const report = await replays.replay(stored.file);
    const signature = stored.saved?.evidence?.signature;
    if (report.kind !== 'fixed' || signature === undefined || !part.isListed(signature)) return report;
    // What comes back only now and then is not fixed because it stayed away once.
    return await replays.replay(stored.file);
  } catch (error) {
    if (isOutOfTime(error)) return null;
    throw error;
  }
}

function replayed({ saved }: Stored, report: ReplayReport, part: ReplayPart): ReplayedCase {
  const signature = saved?.evidence?.signature ?? null;
  const isListed = signature !== null && part.isListed(signature);
  return {
    report,
    signature,
    found: saved?.evidence?.found.when ?? null,
    accepted: acceptedBy(signature, report, part),
    baseline: report.kind === 'fixed' && isListed ? 'stale' : 'none',
  };
}

function acceptedBy(
  signature: string | null,
  report: ReplayReport,
  { known, allowed }: ReplayPart,
): string | null {
  if (report.kind !== 'failed' && report.kind !== 'changed') return null;
  const shown = report.kind === 'changed' ? report.signature : signature;
  const because = allowed(report.violation);
  return (shown === null ? null : known(shown)) ?? (because === null ? null : `allowed: ${because}`);
}
