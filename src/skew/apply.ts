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
  const result = ops.reduce<Schema>((before, op) => applyOp(before, op), schema);
  checkWhole(result);
  return result;
}
