import type { Schema, Type } from '../schema/index.js';
import type { WireValue } from '../wire/index.js';

type Kinds = readonly WireValue['kind'][] | null;

const found = new WeakMap<Type, Kinds>();

/** The kinds on the wire that a decoder may take for a type of the schema; null where it takes all. */
export function kindsOf(schema: Schema, type: Type): Kinds {
  const known = found.get(type);
  if (known !== undefined) return known;
  const kinds = kindsTaken(schema, type);
  found.set(type, kinds);
  return kinds;
}

function kindsTaken(schema: Schema, type: Type): Kinds {
  switch (type.kind) {
    case 'any':
    case 'raw':
    case 'custom':
      return null;
    case 'union': {
      const each = type.members.map((member) => kindsOf(schema, member));
      return each.every((kinds) => kinds !== null) ? each.flat() : null;
    }
    case 'ref':
      return [schema.types[type.name]?.layout === 'array' ? 'array' : 'map'];
    case 'dict':
      return ['map'];
    case 'list':
    case 'set':
    case 'sequence':
    case 'tuple':
      return ['array'];
    case 'literal':
    case 'enum':
      return type.values.map(({ kind }) => kind);
    case 'float':
      return ['float', 'int'];
    case 'bytes':
      return ['bin'];
    case 'datetime':
      return ['str', 'ext'];
    case 'uuid':
      return ['str', 'bin'];
    case 'decimal':
      return ['str', 'int', 'float'];
    case 'time':
    case 'date':
    case 'timedelta':
      return ['str'];
    case 'nil':
    case 'bool':
    case 'int':
    case 'str':
    case 'ext':
      return [type.kind];
  }
}
