import type { Schema } from '../schema/index.js';
import { applyOp } from './applyOp.js';
import { checkWhole } from './checkWhole.js';
import type { SkewOp } from './op.js';

/**
 * The other peer's schema: this one with all ops applied, one after the other. Each is meant for what the ops before
 * it have left.
 *
 * @throws SkewError `unfit` when an op does not fit what it is applied to; `broken` when the result is no schema
 */
export function apply(schema: Schema, ops: readonly SkewOp[]): Schema {
  // What else a snapshot holds (its fingerprint, what made it) is not true of what comes out.
  const { protocol, release, channels, startup, types } = schema;
  const start: Schema = { protocol, release, channels, startup, types };
  const result = ops.reduce((before, op) => applyOp(before, op), start);
  checkWhole(result);
  return result;
}
