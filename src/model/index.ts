/** What a typed decoder does with given bytes, and whether a document is what a type says. */
export { conforms } from './conforms.js';
export { conformsJson, type JsonConformance } from './conformsJson.js';
export { frameReader, type ReadFrame } from './frameReader.js';
export { isUnchecked } from './isUnchecked.js';
export { ModelError } from './modelError.js';
export { predict, type ModelledCodec } from './predict.js';
export { predictPickle } from './predictPickle.js';
export { NO_REASON, type Prediction } from './prediction.js';
export {
  MSGSPEC_VERSIONS,
  NEWEST_MSGSPEC,
  VERSION_DIFFERENCES,
  isMsgspecVersion,
  modelledMsgspec,
  quirksOf,
  type MsgspecVersion,
  type Quirk,
  type VersionDifference,
} from './versions.js';
