import type { Literal, RecordType, Schema, Type } from '../src/schema/index.js';
import { quirksOf, type MsgspecVersion } from '../src/model/index.js';
import { hasNoClass } from './hasNoClass.js';
import { innerTypes } from './innerTypes.js';
import { undecodableUnion, type UndecodableUnion } from './undecodableUnion.js';

/** Why a schema is not given to the real decoder. */
export type Undecodable =
  | UndecodableUnion
  | 'a record that Python has no class for'
  | 'an enumeration or literal that msgspec refuses';

/** Why msgspec makes no decoder of these types, or none that is safe; null: it does. */
export function undecodable(schema: Schema, msgspec: MsgspecVersion): Undecodable | null {
  const frames = schema.channels.flatMap(({ envelope }) => envelope.map(({ type }) => type));
  const records = Object.values(schema.types);
  const types = [...frames, ...records.flatMap(({ fields }) => fields.map(({ type }) => type))];
  if (records.some(hasNoClass)) return 'a record that Python has no class for';
  return first(types, (type) => undecodableType(schema.types, type, msgspec));
}

function undecodableType(
  records: Readonly<Record<string, RecordType>>,
  type: Type,
  msgspec: MsgspecVersion,
): Undecodable | null {
  return (
    undecodableItself(records, type, msgspec) ??
    first(innerTypes(type), (inner) => undecodableType(records, inner, msgspec))
  );
}

function undecodableItself(
  records: Readonly<Record<string, RecordType>>,
  type: Type,
  msgspec: MsgspecVersion,
): Undecodable | null {
  if (type.kind === 'union') return undecodableUnion(records, type.members);
  if (type.kind !== 'enum' && type.kind !== 'literal') return null;
  return isListed(type, msgspec) ? null : 'an enumeration or literal that msgspec refuses';
}

/** Whether an enumeration lists one kind of values, and a literal such as the version knows; none twice. */
function isListed(type: Extract<Type, { kind: 'enum' | 'literal' }>, msgspec: MsgspecVersion): boolean {
  const kinds = new Set(type.values.map(({ kind }) => kind));
  const distinct = new Set(type.values.map((value) => JSON.stringify(value)));
  if (kinds.size === 0 || distinct.size < type.values.length || !type.values.every(isNarrow)) return false;
  if (type.kind === 'enum') return kinds.size === 1 && (kinds.has('int') || kinds.has('str'));
  return !kinds.has('bool') || !quirksOf(msgspec).has('no-bool-literals');
}

/** Listed integers have 64 bits. */
function isNarrow(value: Literal): boolean {
  return value.kind !== 'int' || BigInt.asIntN(64, BigInt(value.value)) === BigInt(value.value);
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
