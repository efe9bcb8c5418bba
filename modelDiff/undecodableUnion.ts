import type { Literal, RecordType, Tag, Type } from '../src/schema/index.js';
import { isConstrained } from './isConstrained.js';

/** Why a union is not given to the real decoder. */
export type UndecodableUnion = 'a union that msgspec refuses' | 'a union that msgspec does not decode safely';

type Records = Readonly<Record<string, RecordType>>;

/** Types that are written as text. */
const TEXTS = new Set(['str', 'bytes', 'datetime', 'date', 'time', 'timedelta', 'uuid', 'decimal']);
const COLLECTIONS = new Set(['list', 'set', 'sequence', 'dict']);
const ARRAYS = new Set(['list', 'set', 'sequence', 'tuple']);

/** Why msgspec does not take these members together, or not safely; null: it does. */
export function undecodableUnion(records: Records, members: readonly Type[]): UndecodableUnion | null {
  if (!isSafe(members)) return 'a union that msgspec does not decode safely';
  const isTaken =
    hasKindsApart(members) && hasShapesApart(records, members) && hasOneFamily(records, members);
  return isTaken ? null : 'a union that msgspec refuses';
}

/** A fixed tuple beside a constraint, or a pattern beside a collection, overwrites memory. */
function isSafe(members: readonly Type[]): boolean {
  const hasTuple = members.some(({ kind }) => kind === 'tuple');
  const hasPattern = members.some((one) => 'pattern' in one);
  if (hasTuple && (hasPattern || members.some(isConstrained))) return false;
  return !hasPattern || !members.some(({ kind }) => COLLECTIONS.has(kind));
}

/** Whether each kind of scalar on the wire leads to one member. */
function hasKindsApart(members: readonly Type[]): boolean {
  const kinds = members.map(({ kind }) => kind);
  const count = (kind: Type['kind']): number => kinds.filter((one) => one === kind).length;
  if (kinds.some((kind) => kind === 'any' || kind === 'raw' || kind === 'union')) return false;
  if (count('custom') > 0) return count('custom') + count('nil') === members.length && count('custom') === 1;
  if ((['nil', 'bool', 'float', 'ext', 'literal'] as const).some((kind) => count(kind) > 1)) return false;
  // A plain member takes what a literal lists beside it.
  const integers = count('int') + listing(members, 'enum', 'int');
  const texts = kinds.filter((kind) => TEXTS.has(kind)).length + listing(members, 'enum', 'str');
  return (
    integers + (count('int') === 1 ? 0 : listing(members, 'literal', 'int')) <= 1 &&
    texts + (count('str') === 1 ? 0 : listing(members, 'literal', 'str')) <= 1
  );
}

/** How many enumerations, or literals, list values of this kind. */
function listing(members: readonly Type[], kind: 'enum' | 'literal', of: Literal['kind']): number {
  return members.filter(
    (member) =>
      (member.kind === 'enum' || member.kind === 'literal') &&
      member.kind === kind &&
      member.values.some((value) => value.kind === of),
  ).length;
}

/** Whether arrays lead to one member and maps to one; all structs together are one. */
function hasShapesApart(records: Records, members: readonly Type[]): boolean {
  const found = recordsIn(records, members);
  const others = found.filter(({ flavour }) => flavour !== 'struct');
  const takes = (layout: RecordType['layout'], plain: number): number =>
    plain +
    others.filter((record) => record.layout === layout).length +
    Number(found.some((record) => record.flavour === 'struct' && record.layout === layout));
  const arrays = members.filter(({ kind }) => ARRAYS.has(kind)).length;
  const dicts = members.filter(({ kind }) => kind === 'dict').length;
  return takes('array', arrays) <= 1 && takes('map', dicts) <= 1;
}

/** Whether several structs are told apart by tags: of one kind, in one place, none of them twice. */
function hasOneFamily(records: Records, members: readonly Type[]): boolean {
  const structs = recordsIn(records, members).filter(({ flavour }) => flavour === 'struct');
  if (structs.length < 2) return true;
  const tags = structs.flatMap(({ tag }): readonly Tag[] =>
    tag === null || tag.at.kind === 'frame' ? [] : [tag],
  );
  const ways = new Set(tags.map(({ value, at }) => JSON.stringify([value.kind, at])));
  const values = new Set(tags.map(({ value }) => value.value));
  return tags.length === structs.length && ways.size === 1 && values.size === tags.length;
}

function recordsIn(records: Records, members: readonly Type[]): readonly RecordType[] {
  return members.flatMap((member) => (member.kind === 'ref' ? (records[member.name] ?? []) : []));
}
