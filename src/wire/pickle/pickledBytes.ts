import { OP, opcodeName } from './opcodes.js';
import { PickleFrames } from './pickleFrames.js';
import { lengthHead } from './writePickle.js';

/** A pickle of one byte string, as a kernel of that era writes the frames of its stream. */
export function pickledBytes(bytes: Uint8Array): Uint8Array {
  const out = new PickleFrames(true);
  out.long(lengthHead(bytes.length, OP.shortBinBytes, OP.binBytes, false), bytes);
  out.byte(OP.memoize);
  out.byte(OP.stop);
  return out.bytes();
}

/** The byte string in a pickle; `start`: where it begins. Or why there is none, and at which byte. */
export type PickledBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly start: number }
  | { readonly kind: 'malformed'; readonly because: string; readonly at: number };

/**
 * Reads a pickle that holds one byte string and nothing else: PROTO 4 or 5, perhaps a FRAME of just the right length,
 * the string, perhaps MEMOIZE, STOP. Every other opcode is refused unread, so nothing can be made of one. Never
 * throws; the result is a view of `pickle`.
 */
export function readPickledBytes(pickle: Uint8Array): PickledBytes {
  return new BytesReader(pickle).read();
}

/** How many bytes the length of each opcode takes. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [OP.shortBinBytes, 1],
  [OP.binBytes, 4],
  [OP.binBytes8, 8],
]);

class BytesReader {
  readonly #pickle: Uint8Array;
  #at = 0;
  /** Where the frame says that it ends; null: there is none. */
  #frameEnd: number | null = null;

  constructor(pickle: Uint8Array) {
    this.#pickle = pickle;
  }

  read(): PickledBytes {
    const [proto, version] = this.#pickle;
    if (proto !== OP.proto) return this.#unexpected('proto', 0);
    if (version !== 4 && version !== 5) return malformed(`protocol 4 or 5 was expected, got ${version}`, 1);
    this.#at = 2;
    const unframed = this.#frame();
    if (unframed !== null) return unframed;
    return this.#string();
  }

  #frame(): PickledBytes | null {
    if (this.#pickle[this.#at] !== OP.frame) return null;
    const length = this.#length(8);
    if (length === null) return malformed('it ends within the length of a frame', this.#pickle.length);
    this.#frameEnd = this.#at + length;
    return null;
  }

  #string(): PickledBytes {
    const opcodeAt = this.#at;
    const width = LENGTHS.get(this.#pickle[opcodeAt] ?? -1);
    if (width === undefined) return this.#unexpected('a byte string', opcodeAt);
    const length = this.#length(width);
    if (length === null) return malformed('it ends within a length', this.#pickle.length);
    const start = this.#at;
    const left = this.#pickle.length - start;
    if (length > left) return malformed(`${length} bytes were announced, ${left} follow`, opcodeAt);
    // A long string stands between two frames, and what follows it is too short for one.
    this.#at = start + length;
    if (this.#pickle[this.#at] === OP.memoize) this.#at += 1;
    if (this.#pickle[this.#at] !== OP.stop) return this.#unexpected('stop', this.#at);
    this.#at += 1;
    if (this.#at < this.#pickle.length) return malformed('more bytes follow after stop', this.#at);
    if (this.#frameEnd !== null && this.#frameEnd !== this.#at) {
      return malformed(`the frame ends at byte ${this.#frameEnd}, the pickle at ${this.#at}`, 3);
    }
    return { kind: 'bytes', bytes: this.#pickle.subarray(start, start + length), start };
  }

  /** The number after an opcode, little end first; null: it is cut short. */
  #length(width: number): number | null {
    const from = this.#at + 1;
    if (from + width > this.#pickle.length) return null;
    let length = 0;
    for (let at = from + width - 1; at >= from; at -= 1) length = length * 256 + (this.#pickle[at] ?? 0);
    this.#at = from + width;
    return length;
  }

  #unexpected(wanted: string, at: number): PickledBytes {
    const byte = this.#pickle[at];
    const got = byte === undefined ? 'the end' : `the opcode ${opcodeName(byte)}`;
    return malformed(`the opcode of ${wanted} was expected, got ${got}`, at);
  }
}

function malformed(because: string, at: number): PickledBytes {
  return { kind: 'malformed', because, at };
}
