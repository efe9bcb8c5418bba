export type * from './types.js';
export { judge, ORACLES } from './judge.js';
export { looseSignatureOf, signatureOf } from './signature.js';
export { namesError } from './lastError.js';
export { outcomesOf, tally, type OutcomeCell, type Tally } from './tally.js';
