import { canonicalJson, resolve, type Schema, type Type } from '../schema/index.js';
import { inside } from './inside.js';

/**
 * Whether some union holds records that a decoder cannot tell apart: with tags of two kinds, in two fields, or in two
 * layouts. No decoder is made for such a schema.
 */
export function hasMixedTags(schema: Schema): boolean {
  const types = [
    ...schema.channels.flatMap(({ envelope }) => envelope.map(({ type }) => type)),
    ...Object.values(schema.types).flatMap(({ fields }) => fields.map(({ type }) => type)),
  ];
  return types.some((type) => isMixed(schema, type));
}

function isMixed(schema: Schema, type: Type): boolean {
  const inner = inside(type).map(([, found]) => found);
  if (inner.some((found) => isMixed(schema, found))) return true;
  if (type.kind !== 'union') return false;
  const marks = type.members.flatMap((member) => {
    const record = resolve(schema, member);
    return record.kind === 'record'
      ? [canonicalJson([record.tag?.at, record.tag?.value.kind, record.layout])]
      : [];
  });
  return new Set(marks).size > 1;
}
