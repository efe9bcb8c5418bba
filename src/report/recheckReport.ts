import type { Counts, Seed, Verdict } from './types.js';

/** The history of a run, judged again. */
export interface RecheckReport {
  readonly file: string;
  /** As `--kernel` was given to the run. */
  readonly kernel: string;
  readonly seed: Seed;
  /** Those of the run. */
  readonly versions: Readonly<Record<string, string>>;
  /** By the oracles of today; nothing is taken for known. */
  readonly verdict: Verdict;
  /** False: the run was killed, and only its beginning could be judged. */
  readonly whole: boolean;
  readonly cases: number;
  readonly messages: number;
  readonly oracles: Readonly<Record<string, OracleRecheck>>;
  /** Violations of today, by signature. */
  readonly signatures: Counts;
  /** What is judged otherwise than by the run; `more` are not listed. */
  readonly changes: readonly VerdictChange[];
  readonly more: number;
}

export interface OracleRecheck {
  readonly judged: number;
  readonly violations: number;
  readonly unknown: number;
  /** Violations that the run had. */
  readonly before: number;
}

/** One oracle thinks otherwise of one trial. */
export interface VerdictChange {
  /** The number of the case. */
  readonly index: number;
  readonly oracle: string;
  /** Signatures that only one of the two has. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly judged: { readonly before: number; readonly now: number };
}
