/** Tests that fuzz a kernel inside a vitest suite of one's own. */
import './mainThreadOnly.js';

export { fuzz, type FuzzTest } from './fuzz.js';
export { replay } from './replay.js';
export { FuzzError } from './fuzzError.js';
export { FuzzFailure } from './fuzzFailure.js';
export type { FuzzOptions, KernelUnderTest, NamedSchema, SavedCaseOptions } from './options.js';
