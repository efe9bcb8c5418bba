import { canonicalJson } from '../canonicalJson.js';
import type { Literal, Type } from '../types.js';

/** Of these a union may hold several. */
const MANY: ReadonlySet<Type['kind']> = new Set(['ref', 'enum', 'custom']);

/** The union of types as a snapshot has it: flat, literals in one. `widen` is told when it takes more than they do. */
export function unionOf(types: readonly Type[], widen: () => void): Type {
  const flat = types.flatMap((type) => (type.kind === 'union' ? type.members : [type]));
  if (flat.some((type) => type.kind === 'any')) return { kind: 'any' };
  const members: Type[] = [];
  for (const type of literalsJoined(flat)) {
    const index = members.findIndex(
      (other) => same(other, type) || (other.kind === type.kind && !MANY.has(type.kind)),
    );
    const twin = members[index];
    if (twin === undefined) members.push(type);
    else if (!same(twin, type)) {
      widen();
      members[index] = widest(type);
    }
  }
  if (members.some((type) => type.kind === 'any')) return { kind: 'any' };
  const [first] = members;
  return members.length === 1 && first !== undefined ? first : { kind: 'union', members };
}

function same(one: Type, other: Type): boolean {
  return canonicalJson(one) === canonicalJson(other);
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
  switch (type.kind) {
    case 'list':
    case 'sequence':
      return { kind: type.kind, item: { kind: 'any' } };
    case 'set':
      return { kind: 'set', frozen: type.frozen, item: { kind: 'any' } };
    case 'tuple':
      return { kind: 'any' };
    case 'dict':
      return { kind: 'dict', key: { kind: 'str' }, value: { kind: 'any' } };
    case 'int':
    case 'float':
    case 'str':
      return { kind: type.kind };
    case 'bytes':
      return { kind: 'bytes', as: type.as };
    case 'datetime':
    case 'time':
      return { kind: type.kind, zone: 'any' };
    default:
      return type;
  }
}
