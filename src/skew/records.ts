import type { RecordType, Schema, Type } from '../schema/index.js';

/** The records of both sides, for what stands behind a reference. Those of the old side have their new names. */
export interface Records {
  readonly from: Schema['types'];
  readonly to: Schema['types'];
}

/** The record that a type refers to; null where it is no reference, or leads nowhere. */
export function behind(types: Schema['types'], type: Type): RecordType | null {
  return type.kind === 'ref' && Object.hasOwn(types, type.name) ? (types[type.name] ?? null) : null;
}
