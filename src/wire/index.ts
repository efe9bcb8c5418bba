export type * from './value.js';
export type * from './case.js';
export type { LossName } from './fidelity.js';
