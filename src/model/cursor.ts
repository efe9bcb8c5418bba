import type { WireValue } from '../wire/index.js';
import { DEPTH_MAX } from './limits.js';
import type { Plan } from './plan.js';
import type { Prediction, RefusalKind } from './prediction.js';
import { pathSuffix, renderPath, type Step } from './steps.js';
import { NEWEST_MSGSPEC, quirksOf, type Quirk } from './versions.js';

/** Decodes one value by a plan; null when decoding ended there (see {@link Cursor.failure}). `isKey`: of msgpack only. */
export type Decode = (cursor: Cursor, plan: Plan, isKey: boolean) => WireValue | null;

/** What is asked: what the decoder does, or whether the bytes are what the type says, all code of classes aside. */
export type Question = 'decoder' | 'document';

/**
 * One pass over the bytes. Whatever ends it is kept in `failure`, and every function on the way returns null; the path
 * is a stack that containers write to, so that it costs nothing until it is needed.
 */
export class Cursor {
  readonly bytes: Uint8Array;
  readonly end: number;
  /** The way back in, for containers. */
  readonly decode: Decode;
  readonly steps: Step[] = [];
  readonly fresh: string[] = [];
  pos = 0;
  /** How many containers enclose the position, which is also the length of the path. */
  level = 0;
  failure: Exclude<Prediction, { readonly kind: 'value' }> | null = null;
  /** Why the value cannot be known, though it will decode: decoding goes on, since an error further on is certain. */
  unsure: string | null = null;
  /** The text that was read last where a key or a tag stands: a part of the bytes, or of a copy without escapes. */
  textIn: Uint8Array;
  textStart = 0;
  textSize = 0;
  /** Where the value starts that was read last; kept for JSON only. */
  valueAt = 0;
  /** What only Python knows of the value, while decoding went on; see {@link Cursor.unknown}. */
  doubtful: string | null = null;
  readonly question: Question;
  /** What is peculiar to the version of msgspec. */
  readonly quirks: ReadonlySet<Quirk>;
  private lazyView: DataView | null = null;

  constructor(
    bytes: Uint8Array,
    decode: Decode,
    question: Question = 'decoder',
    quirks: ReadonlySet<Quirk> = quirksOf(NEWEST_MSGSPEC),
  ) {
    this.question = question;
    this.quirks = quirks;
    this.bytes = bytes;
    this.textIn = bytes;
    this.end = bytes.length;
    this.decode = decode;
  }

  get view(): DataView {
    this.lazyView ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    return this.lazyView;
  }

  /** Whether so many bytes are left; if not, decoding has ended. */
  has(size: number): boolean {
    if (size <= this.end - this.pos) return true;
    this.refuse('DecodeError', 'Input data was truncated');
    return false;
  }

  /** The next byte; -1 when there is none, and decoding has ended. */
  byte(): number {
    return this.has(1) ? (this.bytes[this.pos++] ?? 0) : -1;
  }

  /** A big-endian length of 1, 2 or 4 bytes (two to the power of `power`); -1 when it is cut off. */
  length(power: number): number {
    const width = 1 << power;
    if (!this.has(width)) return -1;
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (this.bytes[this.pos++] ?? 0);
    return value;
  }

  /** A view of the next bytes, which are known to be there. */
  take(size: number): Uint8Array {
    const start = this.bytes.byteOffset + this.pos;
    this.pos += size;
    return new Uint8Array(this.bytes.buffer, start, size);
  }

  /** Goes into a container, unless that would be deeper than all versions of Python are sure to follow. */
  enter(): boolean {
    if (this.level < DEPTH_MAX) {
      this.level++;
      return true;
    }
    this.ask(`nested more than ${DEPTH_MAX} deep: where the interpreter gives up depends on its build`);
    return false;
  }

  /** Ends decoding with an error that has no path. */
  refuse(kind: RefusalKind, message: string | null): null {
    this.failure = { kind: 'refused', error: { kind, message, path: null } };
    return null;
  }

  /** Ends decoding with a validation error at this path. A message of null: its text cannot be known. */
  invalid(message: string | null): null {
    const { steps, level } = this;
    const text = message === null ? null : message + pathSuffix(steps, level);
    const error = { kind: 'ValidationError', message: text, path: renderPath(steps, level) } as const;
    this.failure = { kind: 'refused', error };
    return null;
  }

  wrong(want: string, got: string): null {
    return this.invalid(`Expected \`${want}\`, got \`${got}\``);
  }

  /** Ends decoding where only Python knows whether it goes on. */
  ask(because: string): null {
    this.failure = { kind: 'ask', because };
    return null;
  }

  /**
   * What only Python knows of a value ends decoding, where the decoder is asked about: an error may come here. Of a
   * document it is noted, and the value stands for whatever comes of it.
   */
  unknown(because: string, value: WireValue): WireValue | null {
    if (this.question === 'decoder') return this.ask(because);
    this.doubtful ??= because;
    return value;
  }

  /** Notes that the value cannot be known. */
  doubt(because: string): void {
    this.unsure ??= because;
  }
}
