import type { ReplayReport, RunReport, Seed, Verdict } from './types.js';

/** What a nightly run, or several shards of one, did and found. */
export interface NightlyReport {
  /** When it began: ISO 8601, UTC; of several shards the first. */
  readonly began: string;
  /** Wall-clock time, and the time that it was given; of several shards the sums. */
  readonly seconds: number;
  readonly budgetSeconds: number;
  readonly seed: Seed;
  /** `2/8`: those that are in it; empty: it is the whole. */
  readonly shards: readonly string[];
  /** Only what the base does not have is a failure. */
  readonly against: string | null;
  readonly targets: readonly TargetReport[];
  readonly sorted: Sorted;
}

/** What was done with one target. */
export interface TargetReport {
  readonly name: string;
  /** As `--kernel` was given. */
  readonly kernel: string;
  readonly replays: readonly ReplayedCase[];
  /** Saved cases that there was no time to replay. */
  readonly left: readonly string[];
  /** Null: it was not fuzzed. */
  readonly run: RunReport | null;
  /** Why it could not be fuzzed; null: it could. */
  readonly failure: string | null;
}

/** A saved case that was run again. */
export interface ReplayedCase {
  readonly report: ReplayReport;
  /** What it showed once; null: it is a seed, which must pass. */
  readonly signature: string | null;
  /** When it was found: ISO 8601, UTC. */
  readonly found: string | null;
  /** Why what it shows is accepted: by a list of known findings, by the config, by the base; null: it is not. */
  readonly accepted: string | null;
  /** A list of known findings has a line for it, which is not true any more; `removed`: and which was taken out. */
  readonly baseline: 'none' | 'stale' | 'removed';
}

/** What all of it comes to. */
export interface Sorted {
  readonly verdict: Verdict;
  /** Nobody has accepted them. */
  readonly fresh: readonly SortedFinding[];
  readonly known: readonly SortedFinding[];
  /** Lines of lists of known findings that are not true any more. */
  readonly fixed: readonly SortedFinding[];
  /** The target, and why it could not be judged. */
  readonly unjudged: readonly SortedReason[];
  /** The target, and what could not be run. */
  readonly errors: readonly SortedReason[];
}

export interface SortedFinding {
  readonly target: string;
  readonly signature: string;
  /** Where it is saved, as one would type it; null: it is not. */
  readonly file: string | null;
  /** Of a new one: when a run before this one found it; null: this one did. Of a known one: why it is accepted. Else null. */
  readonly note: string | null;
}

export interface SortedReason {
  readonly target: string;
  readonly because: string;
}
