import type { Schema, Type } from '../schema/index.js';

/** Whether a type, or one that values of it may hold, is what is looked for. */
export function someType(schema: Schema, type: Type, wanted: (type: Type) => boolean): boolean {
  return search(schema, type, wanted, new Set());
}

function search(schema: Schema, type: Type, wanted: (type: Type) => boolean, seen: Set<string>): boolean {
  return wanted(type) || partsOf(schema, type, seen).some((part) => search(schema, part, wanted, seen));
}

/** The types directly within a type; the fields of a record only once. */
function partsOf(schema: Schema, type: Type, seen: Set<string>): readonly Type[] {
  if (type.kind === 'union') return type.members;
  if (type.kind === 'tuple') return type.items;
  if (type.kind === 'dict') return [type.key, type.value];
  if (type.kind === 'list' || type.kind === 'set' || type.kind === 'sequence') return [type.item];
  if (type.kind !== 'ref' || seen.has(type.name)) return [];
  seen.add(type.name);
  return schema.types[type.name]?.fields.map((field) => field.type) ?? [];
}
