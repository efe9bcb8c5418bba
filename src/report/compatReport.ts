import type { Direction, Row } from '../compat/index.js';

/** What two versions do to each other: what was claimed, what was predicted, and what the wire showed. */
export interface CompatReport {
  /** As they were given: `marimo@0.24.0`, `schema.json`. */
  readonly old: string;
  readonly new: string;
  readonly rows: readonly CompatRow[];
  /** Differences that no message meets, and why. */
  readonly unreached: readonly { readonly explain: string; readonly because: string }[];
  /** Whether such a host and such a kernel can be run together, for each direction. */
  readonly sentence: string;
  readonly seconds: number;
  readonly versions: Readonly<Record<string, string>>;
}

export interface CompatRow {
  readonly row: Row;
  /** The witness for people; empty without one. */
  readonly text: string;
  readonly wire: WireProof;
}

/** What a real decoder did with a witness, over a real socket. */
export type WireProof =
  /** What was predicted. */
  | { readonly kind: 'as-predicted'; readonly actual: string }
  /** Something else: the model is wrong, or the kernel is. */
  | { readonly kind: 'otherwise'; readonly actual: string }
  | { readonly kind: 'not-tried'; readonly because: string };

export const DIRECTIONS: readonly Direction[] = ['old-host-new-kernel', 'new-host-old-kernel'];

/** Worst first. */
export const LEVELS: readonly Row['level'][] = ['breaks', 'loses', 'hazard', 'safe'];
