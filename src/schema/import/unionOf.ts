import { canonicalJson } from '../canonicalJson.js';
import type { Literal, Type } from '../types.js';

/** Of these a union may hold several. */
const MANY: ReadonlySet<Type['kind']> = new Set(['ref', 'enum', 'custom']);

/** The union of types as a snapshot has it: flat, literals in one. `widen` is told when it takes more than they do. */
export function unionOf(types: readonly Type[], widen: () => void): Type {
  const flat = types.flatMap((type) => (type.kind === 'union' ? type.members : [type]));
  if (flat.some((type) => type.kind === 'any')) return { kind: 'any' };
  const [only] = flat;
  if (only !== undefined && flat.length === 1 && only.kind !== 'literal') return only;
  const members: Type[] = [];
  // Where each member stands: by its text and, where a union may hold one of its kind alone, by its kind.
  const places = new Map<string, number>();
  for (const type of literalsJoined(flat)) {
    const text = canonicalJson(type);
    if (places.has(text)) continue;
    const index = MANY.has(type.kind) ? undefined : places.get(type.kind);
    if (index === undefined) {
      if (!MANY.has(type.kind)) places.set(type.kind, members.length);
      places.set(text, members.push(type) - 1);
    } else {
      widen();
      const wide = widest(type);
      members[index] = wide;
      places.set(canonicalJson(wide), index);
    }
  }
  if (members.some((type) => type.kind === 'any')) return { kind: 'any' };
  const [first] = members;
  return members.length === 1 && first !== undefined ? first : { kind: 'union', members };
}

/** One literal instead of several, where the first stands, without what a plain member takes anyway. */
function literalsJoined(types: readonly Type[]): readonly Type[] {
  const plain = new Set<string>(types.map((type) => type.kind));
  const values = new Map<string, Literal>();
  for (const type of types) {
    for (const value of type.kind === 'literal' ? type.values : []) values.set(canonicalJson(value), value);
  }
  const joined = [...values.values()].filter((value) => value.kind !== 'nil' && !plain.has(value.kind));
  const literal: readonly Type[] = joined.length > 0 ? [{ kind: 'literal', values: joined }] : [];
  const nil: readonly Type[] = values.has('{"kind":"nil"}') ? [{ kind: 'nil' }] : [];
  const first = types.findIndex((type) => type.kind === 'literal');
  return types.flatMap((type, index) => {
    if (type.kind !== 'literal') return [type];
    return index === first ? [...literal, ...nil] : [];
  });
}

/** Two types of one kind that differ: that kind without any restriction. */
function widest(type: Type): Type {
  if ('item' in type) {
    return type.kind === 'set'
      ? { kind: 'set', frozen: type.frozen, item: { kind: 'any' } }
      : { kind: type.kind, item: { kind: 'any' } };
  }
  if (type.kind === 'dict') return { kind: 'dict', key: { kind: 'str' }, value: { kind: 'any' } };
  if (type.kind === 'int' || type.kind === 'float' || type.kind === 'str') return { kind: type.kind };
  // A tuple of other items, and whatever else there may be.
  return { kind: 'any' };
}
