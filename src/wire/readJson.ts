import { constants, isAscii, isUtf8 } from 'node:buffer';
import { JsonReader } from './jsonReader.js';

/** A JSON document, with nothing lost: ints of any size, floats with their text, members in order, doubled ones kept. */
export type Json =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** A number without fraction and exponent. */
  | { readonly kind: 'int'; readonly value: bigint }
  /** Any other number; `value` may be infinite where `source` is beyond a double. */
  | { readonly kind: 'float'; readonly value: number; readonly source: string }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | JsonObject;

export interface JsonObject {
  readonly kind: 'object';
  readonly entries: readonly JsonEntry[];
}

export type JsonEntry = readonly [name: string, value: Json];

export type JsonReading = { readonly kind: 'json'; readonly value: Json } | JsonMalformed;

/**
 * Why bytes are no JSON:
 * - `utf-8`: they are no UTF-8;
 * - `syntax`: they break the grammar of RFC 8259 (NaN, a comma too many, a byte order mark, more after the value);
 * - `ill-formed-text`: a `\u` escape of a lone surrogate: within the grammar, but no Unicode text;
 * - `too-long`: an int of more than 10,000 digits, or a document longer than a string can be.
 */
export interface JsonMalformed {
  readonly kind: 'malformed';
  readonly reason: 'utf-8' | 'syntax' | 'ill-formed-text' | 'too-long';
  /** Byte offset. */
  readonly at: number;
  /** One sentence, without the offset. */
  readonly text: string;
}

/** Reads one JSON document by the letter of RFC 8259. Any depth; never throws. */
export function readJson(bytes: Uint8Array): JsonReading {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    return {
      kind: 'malformed',
      reason: 'too-long',
      at: 0,
      text: `${bytes.length} bytes are more than a string holds`,
    };
  }
  const ascii = isAscii(bytes);
  if (!ascii && !isUtf8(bytes)) {
    return { kind: 'malformed', reason: 'utf-8', at: firstIllFormed(bytes), text: 'the bytes are no UTF-8' };
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const source = buffer.toString(ascii ? 'latin1' : 'utf8');
  const reader = new JsonReader(source);
  const value = reader.document();
  if (value !== null) return { kind: 'json', value };
  const { reason, at, text } = reader.error;
  return { kind: 'malformed', reason, at: ascii ? at : Buffer.byteLength(source.slice(0, at)), text };
}

/** The offset of the first ill-formed sequence, in so many native calls as a binary search takes. */
function firstIllFormed(bytes: Uint8Array): number {
  // A prefix may end within a character, so up to three bytes of it may be left out.
  const wellFormed = (length: number): number =>
    [length, length - 1, length - 2, length - 3].find((end) => end >= 0 && isUtf8(bytes.subarray(0, end))) ??
    -1;
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (wellFormed(middle) === -1) high = middle - 1;
    else low = middle;
  }
  return wellFormed(low);
}
