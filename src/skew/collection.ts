import type { Type } from '../schema/index.js';

/** A type of any number of items, all of one type: an array on the wire. */
export type Collection = Extract<Type, { kind: 'list' | 'set' | 'sequence' }>;

/** Whether this is a list, a set or a tuple of any length. */
export function isCollection(type: Type): type is Collection {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'sequence';
}
