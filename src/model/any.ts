import type { Plan } from './plan.js';

/** A plan that takes nothing: what others are made from. */
export const NOTHING: Plan = {
  want: '',
  any: false,
  raw: false,
  custom: null,
  nil: false,
  bool: null,
  int: null,
  intMembers: null,
  float: null,
  text: null,
  bytes: null,
  ext: false,
  array: null,
  object: null,
};

/** The plan of a value of any kind. */
export const ANY: Plan = { ...NOTHING, want: 'any', any: true };
