import type { Draw } from './draw.js';

/** A reader of foreign bytes, as the fuzz test sees it. */
export interface Parser {
  readonly name: string;
  /** Reads an input: whether it was taken. What it throws must be its own error. */
  readonly read: (input: Uint8Array) => boolean;
  /** Whether it is the error of the room that the reader belongs to. A reader that promises never to throw has none. */
  readonly isOwn: (error: unknown) => boolean;
  /** What does not hold of an input that was taken, though it must; null: all well. */
  readonly law: (input: Uint8Array) => string | null;
  readonly language: Language;
}

/** How inputs of a reader are made. */
export interface Language {
  /** Valid inputs, to be damaged. */
  readonly valid: readonly Uint8Array[];
  /** An input of about that many bytes by the grammar, most of it right. */
  readonly make: (draw: Draw, size: number) => Uint8Array;
  /** An input of exactly so many bytes at most, of the sort that costs much: one piece very often, at a place of its own. */
  readonly makeLarge: (draw: Draw, size: number) => Uint8Array;
  /** Bytes that mean something to the reader. */
  readonly pieces: readonly Uint8Array[];
}
