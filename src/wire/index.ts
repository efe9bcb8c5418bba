/** Values as they stand on the wire, and the bytes they stand as: nothing in here loses anything it does not name. */
export type * from './value.js';
export type * from './case.js';
export { faultsIn, sendAt, sendsIn } from './case.js';
export type * from './fault.js';
export { BAD_HANDSHAKES, FAULT_KINDS, isEnd, lengthOf } from './fault.js';
export { WireError, type WireErrorKind } from './wireError.js';

// Constructors: `nil` is a constant, `form` is `{ header?, declared? }`.
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
export { literal } from './literal.js';
export { textOf } from './textOf.js';
export { floatOf } from './float.js';

// Bytes.
export { canonicalBytes, encode, encodeCanonical } from './encode.js';
export { decode, type Decoded } from './decode.js';
export type { Malformed, MalformedKind } from './malformed.js';
export { survey, type Survey } from './survey.js';
export { offsetOf, type Position } from './offsetOf.js';

// Comparing.
export { equal, sameBytes } from './equal.js';
export { firstDifference, type Difference } from './firstDifference.js';

// The fidelity table, the codecs it speaks of, and the page made from both.
export { LOSSES, isLossName, type Loss, type LossName } from './fidelity.js';
export { mayRefuse } from './mayRefuse.js';
export { CODECS, type Codec } from './codecs.js';
export { exact } from './exact.js';
export { msgpackr } from './msgpackr.js';
export { fidelityDocument } from './fidelityDocument.js';

// JSON: any document, a wire value in a file, a frame of the stream.
export { jsonText } from './jsonText.js';
export { readJson, type Json, type JsonEntry, type JsonObject, type JsonReading } from './readJson.js';
export { toTagged, type Tagged } from './toTagged.js';
export { fromTagged } from './fromTagged.js';
export { documentIn, readStreamFrame, type StreamReading, type StreamError } from './readStreamFrame.js';
export { redirectedLines } from './redirectedLines.js';

// Pickle, as old releases of marimo speak it: written for the kernel, and of what a kernel writes only bytes are read.
export { pickled, unpickled, type Unpickled } from './pickle/message.js';
export { pickledBytes, readPickledBytes, type PickledBytes } from './pickle/pickledBytes.js';
export { showPickle } from './pickle/showPickle.js';
export type { PickleError } from './pickle/pickleStack.js';
export { frameWriter } from './frameWriter.js';

// For people.
export { show } from './show.js';
export { annotate, type Annotated, type ByteNote } from './annotate.js';
export { hex } from './hex.js';
