import type { Codec } from './codec.js';
import { exact } from './exact.js';
import { msgpackr } from './msgpackr.js';

export type { Codec } from './codec.js';

/** Every codec there is; each passes the contract in `test/wire/codecContract.ts`. */
export const CODECS: readonly Codec[] = [exact, msgpackr];
