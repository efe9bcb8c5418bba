import type { Size } from './types.js';

/** One file of a corpus, for its list. */
export type CorpusRow =
  CorpusCase | { readonly kind: 'unreadable'; readonly file: string; readonly message: string };

export interface CorpusCase {
  readonly kind: 'finding' | 'seed';
  readonly file: string;
  readonly kernel: string;
  /** Null in a seed. */
  readonly signature: string | null;
  readonly headline: string;
  readonly size: Size;
  /** When it was found, ISO 8601; null in a seed. */
  readonly found: string | null;
  /** With what it was found. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why it is accepted; null: it is in no list of known findings. */
  readonly known: string | null;
}

/** A saved case with what each of its bytes is. */
export interface ShownCase extends CorpusCase {
  readonly lines: readonly string[];
  /** `marimo 0.25.2 (6441e1d9e601)`. */
  readonly schema: string;
  readonly reproduced: { readonly k: number; readonly n: number } | null;
  readonly shrunk: { readonly from: Size; readonly runs: number } | null;
  readonly seed: string | null;
  readonly steps: readonly ShownStep[];
}

export interface ShownStep {
  /** `control ← {type: "ping"}  (valid, 12 bytes)`. */
  readonly headline: string;
  readonly codec: string;
  readonly bytes: readonly ByteRow[];
  /** Bytes after the last row. */
  readonly left: number;
}

/** Some bytes of a frame: where, which, where in the value, what they are, and what is to be said of them. */
export interface ByteRow {
  readonly at: number;
  readonly hex: string;
  readonly depth: number;
  readonly path: string;
  readonly type: string;
  readonly text: string;
  /** What the schema says: `unknown field of Order`; null: nothing. */
  readonly says: string | null;
  /** The rule that they bend or break; null: none. */
  readonly rule: string | null;
}

/** What `corpus minimize` came to for one file. */
export interface MinimizeRow {
  readonly file: string;
  readonly word: 'SMALLER' | 'SAME' | 'GONE' | 'ERROR';
  readonly from?: Size;
  readonly to?: Size;
  readonly text: string;
}
