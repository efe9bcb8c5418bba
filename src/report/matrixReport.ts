import type { Counts, FindingReport, Reproduced, Seed, Verdict } from './types.js';

/** What every release does on every interpreter, with every host. The runner fills it, renderers read it. */
export interface MatrixReport {
  readonly verdict: Verdict;
  readonly seed: Seed;
  readonly seconds: number;
  readonly stopped: 'done' | 'max-time' | 'interrupted';
  /** As they were asked for, newest first: `0.24.0`, or the path of a checkout or a wheel. */
  readonly releases: readonly string[];
  /** As they were asked for: `3.12`. */
  readonly pythons: readonly string[];
  /** `own`, or a version that is the same for all releases, such as `0.25.2`. */
  readonly hosts: readonly string[];
  readonly cells: readonly CellReport[];
  readonly findings: readonly MatrixFinding[];
  readonly versions: Readonly<Record<string, string>>;
}

/** One release on one interpreter with one host. */
export interface CellPlace {
  readonly release: string;
  readonly python: string;
  readonly host: string;
}

export type CellVerdict = Verdict | 'unavailable';

export interface CellReport extends CellPlace {
  /** As `--kernel` takes it. */
  readonly kernel: string;
  readonly verdict: CellVerdict;
  /** Why it is unknown or unavailable, or could not judge all although something was found; else null. For people. */
  readonly because: string | null;
  /** The interpreter is not on this machine. A release that does not support an interpreter is unavailable as well, and lacks nothing. */
  readonly missing: boolean;
  readonly cases: number;
  /** Frames that cases sent, and those of them that at least one oracle judged. */
  readonly messages: { readonly sent: number; readonly judged: number };
  /** Messages that were refused, as was predicted. */
  readonly refused: number;
  /** Messages that this kernel reads as something else than its host meant: by tag, and what becomes of them. */
  readonly misread: Counts;
  readonly seconds: number;
  /** Signatures of what is in this cell, those that are known left out. */
  readonly findings: readonly string[];
  /** Signatures of known findings that are in this cell. */
  readonly known: readonly string[];
  /** Of the kernel and what it is made of. */
  readonly versions: Readonly<Record<string, string>>;
}

/** One bug, wherever it is. */
export interface MatrixFinding {
  readonly signature: string;
  /** Shrunk once, in the cell where it was seen first; null: it is known, and its case was only run again. */
  readonly finding: FindingReport | null;
  /** The baseline's reason; null: it is new. */
  readonly known: string | null;
  /** Where its case was saved. */
  readonly file: string | null;
  /** Where it was seen, or its case run again, in the order of the matrix. */
  readonly sightings: readonly Sighting[];
  /** The releases in which it is, as far as is known; null: in none. */
  readonly range: { readonly from: string; readonly to: string } | null;
  /** The interpreters on which it was seen. */
  readonly pythons: readonly string[];
  /** Whether its case was run on fresh kernels at both ends of the range, and beyond them. */
  readonly traced: boolean;
}

export interface Sighting extends Omit<CellPlace, 'host'> {
  /** The host of the run that met it; null: its saved case was run again. */
  readonly host: string | null;
  readonly holds: boolean;
  /** Null: it was met, and counted only. */
  readonly reproduced: Reproduced | null;
}

/** What a matrix tells while it runs. */
export type MatrixEvent =
  | { readonly kind: 'note'; readonly line: string }
  | { readonly kind: 'cell'; readonly cell: CellReport; readonly done: number; readonly of: number }
  | { readonly kind: 'finding'; readonly finding: FindingReport; readonly place: CellPlace }
  /** The case of a finding is run again elsewhere. */
  | { readonly kind: 'traced'; readonly signature: string; readonly sighting: Sighting }
  | { readonly kind: 'progress'; readonly line: string };
