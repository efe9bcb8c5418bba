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
  switch (type.kind) {
    case 'union':
      return type.members;
    case 'list':
    case 'set':
    case 'sequence':
      return [type.item];
    case 'tuple':
      return type.items;
    case 'dict':
      return [type.key, type.value];
    case 'ref': {
      if (seen.has(type.name)) return [];
      seen.add(type.name);
      return schema.types[type.name]?.fields.map((field) => field.type) ?? [];
    }
    default:
      return [];
  }
}
