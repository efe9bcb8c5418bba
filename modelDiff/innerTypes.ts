import type { Type } from '../src/schema/index.js';

/** The types that stand in a type; references are not followed. */
export function innerTypes(type: Type): readonly Type[] {
  if (type.kind === 'union') return type.members;
  if (type.kind === 'tuple') return type.items;
  if (type.kind === 'dict') return [type.key, type.value];
  return 'item' in type ? [type.item] : [];
}
