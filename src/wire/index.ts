/** Values as they stand on the wire, and the bytes they stand as: nothing in here loses anything it does not name. */
export type * from './value.js';
export type * from './case.js';
export { WireError, type WireErrorKind } from './wireError.js';

/*
 * Constructors. `nil` is a constant.
 *   bool(value: boolean)                         int(value: bigint | number, header?: IntHeader)
 *   float64(value: number)                       float32(value: number)   floatBits(width: 32 | 64, bits: bigint)
 *   text(string, form?)   (well-formed or throws) illFormed(string, form?)  (lone surrogates as WTF-8)
 *   str(bytes, form?)     bin(bytes, form?)      array(items, form?)       map(entries, form?)
 *   record({ type: text('ping') })               ext(code, bytes, form?)   raw(bytes)
 * `form` is `{ header?, declared? }`.
 */
export {
  nil,
  bool,
  int,
  float64,
  float32,
  floatBits,
  text,
  illFormed,
  str,
  bin,
  array,
  map,
  record,
  ext,
  raw,
} from './construct.js';
/** `textOf(bytes): string | null`, null when the UTF-8 is ill-formed; `floatOf(width, bits): number`. */
export { textOf } from './textOf.js';
export { floatOf } from './float.js';

/** `encode(value): Uint8Array`, `encodeCanonical(value): Uint8Array`: a fresh copy each time; they throw WireError. */
export { encode, encodeCanonical } from './encode.js';
/** `decode(bytes, { headers?: boolean }?): Decoded`; never throws. */
export { decode, type Decoded, type Malformed, type MalformedKind } from './decode.js';
/** `survey(bytes): Survey`: whole or not, how deep, ill-formed text or not, without making values. */
export { survey, type Survey } from './survey.js';
/** `offsetOf(bytes, position): number | null`: the byte at which the value at a {@link Position} begins. */
export { offsetOf, type Position } from './offsetOf.js';

/** `equal(a, b): boolean`, `sameBytes(a: Uint8Array, b: Uint8Array): boolean`. */
export { equal, sameBytes } from './equal.js';
/** `firstDifference(expected, actual, loses): Difference | null`. */
export { firstDifference, type Difference } from './firstDifference.js';

/** The fidelity table, the codecs it speaks of, and the page made from both. */
export { LOSSES, isLossName, type Loss, type LossName } from './fidelity.js';
/** `mayRefuse(value, loses): boolean`: whether a declared loss lets a codec refuse this well-formed value. */
export { mayRefuse } from './mayRefuse.js';
export { CODECS, type Codec } from './codecs.js';
export { exact } from './exact.js';
export { msgpackr } from './msgpackr.js';
export { fidelityDocument } from './fidelityDocument.js';

/** `readJson(bytes): JsonReading`; never throws. */
export { readJson, type Json, type JsonEntry, type JsonObject, type JsonReading } from './readJson.js';
/** `toTagged(value): Tagged`, `fromTagged(json: unknown): WireValue` (throws WireError with a path). */
export { toTagged, type Tagged } from './toTagged.js';
export { fromTagged } from './fromTagged.js';
/** `readStreamFrame(bytes): StreamReading`, remembered by the identity of `bytes`; never throws. */
export { readStreamFrame, type StreamReading, type StreamError } from './readStreamFrame.js';

/** `show(value, limit?: number): string`, `hex(bytes, limit?: number): string`: for people, cut with their size. */
export { show } from './show.js';
export { hex } from './hex.js';
