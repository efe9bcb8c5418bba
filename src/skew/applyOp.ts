import type { Schema } from '../schema/index.js';
import { CHANNEL_OPS } from './applyChannel.js';
import { FIELD_OPS } from './applyField.js';
import { RECORD_OPS } from './applyRecord.js';
import { TYPE_OPS } from './applyType.js';
import type { PerKind, SkewOp, SkewOpKind } from './op.js';

const APPLIERS: PerKind<[schema: Schema], Schema> = {
  ...FIELD_OPS,
  ...RECORD_OPS,
  ...TYPE_OPS,
  ...CHANNEL_OPS,
};

/** The kinds of all ops. */
export const SKEW_OP_KINDS: readonly SkewOpKind[] = Object.keys(APPLIERS).filter(isKind);

/** Applies one op. What comes out may be no whole schema yet: another op may have to follow. */
export function applyOp<K extends SkewOpKind>(schema: Schema, op: SkewOp<K>): Schema {
  return APPLIERS[op.kind](op, schema);
}

function isKind(kind: string): kind is SkewOpKind {
  return Object.hasOwn(APPLIERS, kind);
}
