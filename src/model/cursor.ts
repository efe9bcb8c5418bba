import type { WireValue } from '../wire/index.js';
import { DEPTH_MAX } from './limits.js';
import type { Plan } from './plan.js';
import type { Prediction, RefusalKind } from './prediction.js';
import { pathSuffix, renderPath, type Step } from './steps.js';

/** Decodes one value by a plan; null when decoding ended there (see {@link Cursor.failure}). */
export type Decode = (cursor: Cursor, plan: Plan, isKey: boolean) => WireValue | null;

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
  /** The key of a record that was read last. */
  keyStart = 0;
  keySize = 0;
  private lazyView: DataView | null = null;

  constructor(bytes: Uint8Array, decode: Decode) {
    this.bytes = bytes;
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

  /** Notes that the value cannot be known. */
  doubt(because: string): void {
    this.unsure ??= because;
  }
}
