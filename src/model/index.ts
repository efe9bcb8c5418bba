/** What a typed decoder does with given bytes, and whether a document is what a type says. */
export { conforms } from './conforms.js';
export { conformsJson, type JsonConformance } from './conformsJson.js';
export { ModelError } from './modelError.js';
export { predict } from './predict.js';
export type { Prediction } from './prediction.js';
