import type { Literal, Type } from '../schema/index.js';
import { isCollection } from './collection.js';
import { constraintsOf } from './constraints.js';
import type { Constraints } from './op.js';

/** A type as people write it: `list[int] | None`, `str (maxLength 8)`. */
export function showType(type: Type): string {
  const limits = showConstraints(constraintsOf(type));
  return bare(type) + (limits && ` (${limits})`);
}

/** Constraints in one line, empty where there are none. */
export function showConstraints(constraints: Constraints): string {
  return Object.entries(constraints)
    .map(([name, limit]) => `${name} ${limit}`)
    .join(', ');
}

/** A value that a literal lists. */
export function showLiteral(value: Literal): string {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'str':
      return JSON.stringify(value.value);
    case 'int':
    case 'bool':
      return String(value.value);
  }
}

function bare(type: Type): string {
  if (isCollection(type)) {
    return `${type.kind === 'set' && type.frozen ? 'frozenset' : type.kind}[${showType(type.item)}]`;
  }
  if (type.kind === 'tuple') return `tuple[${type.items.map(showType).join(', ')}]`;
  if (type.kind === 'dict') return `dict[${showType(type.key)}, ${showType(type.value)}]`;
  if (type.kind === 'union') return type.members.map(showType).join(' | ');
  if (type.kind === 'literal') return `literal[${type.values.map(showLiteral).join(', ')}]`;
  if (type.kind === 'enum') return `enum ${type.name}`;
  if (type.kind === 'bytes') return type.as;
  if ('name' in type) return type.name;
  if ('zone' in type && type.zone !== 'any') return `${type.zone} ${type.kind}`;
  return type.kind === 'nil' ? 'None' : type.kind;
}
