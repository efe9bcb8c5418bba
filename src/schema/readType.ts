import type { Place } from './place.js';
import type { Bounds, Lengths, Literal, Type } from './types.js';

type Named<K extends Type['kind']> = Extract<Type, { kind: K }>;
type Readers = { readonly [K in Type['kind']]: (place: Place) => Named<K> };

const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;
const AN_INTEGER = 'an integer as decimal text';
const REAL = /^-?(?:inf|[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?)$|^nan$/;
const BOUNDS = ['gt', 'ge', 'lt', 'le', 'multipleOf'] as const;
const LENGTHS = ['minLength', 'maxLength'] as const;

const READERS: Readers = {
  any: (place) => plain(place, 'any'),
  nil: (place) => plain(place, 'nil'),
  bool: (place) => plain(place, 'bool'),
  int: (place) => ({ kind: 'int', ...bounds(place, INTEGER, AN_INTEGER) }),
  float: (place) => ({ kind: 'float', ...bounds(place, REAL, 'a float as Python writes it') }),
  str: readStr,
  bytes: (place) => {
    const found = place.members(['kind', 'as'], LENGTHS);
    return { kind: 'bytes', as: found.as.oneOf('bytes', 'bytearray', 'memoryview'), ...lengths(found) };
  },
  datetime: (place) => ({ kind: 'datetime', zone: zone(place) }),
  time: (place) => ({ kind: 'time', zone: zone(place) }),
  date: (place) => plain(place, 'date'),
  timedelta: (place) => plain(place, 'timedelta'),
  uuid: (place) => plain(place, 'uuid'),
  decimal: (place) => plain(place, 'decimal'),
  ext: (place) => plain(place, 'ext'),
  raw: (place) => plain(place, 'raw'),
  literal: (place) => ({
    kind: 'literal',
    values: place.members(['kind', 'values']).values.someItems(readLiteral),
  }),
  enum: (place) => {
    const { name, values, open } = place.members(['kind', 'name', 'values', 'open']);
    return { kind: 'enum', name: name.text(), values: values.someItems(readLiteral), open: open.flag() };
  },
  list: (place) => ({ kind: 'list', ...collection(place) }),
  set: (place) => {
    const found = place.members(['kind', 'frozen', 'item'], LENGTHS);
    return { kind: 'set', frozen: found.frozen.flag(), item: readType(found.item), ...lengths(found) };
  },
  sequence: (place) => ({ kind: 'sequence', ...collection(place) }),
  tuple: (place) => ({ kind: 'tuple', items: place.members(['kind', 'items']).items.items(readType) }),
  dict: (place) => {
    const found = place.members(['kind', 'key', 'value'], LENGTHS);
    return { kind: 'dict', key: readType(found.key), value: readType(found.value), ...lengths(found) };
  },
  union: readUnion,
  custom: (place) => ({ kind: 'custom', name: place.members(['kind', 'name']).name.text() }),
  ref: (place) => ({ kind: 'ref', name: place.members(['kind', 'name']).name.reference() }),
};

/** Reads one type; what it refers to is not looked up here. */
export function readType(place: Place): Type {
  const kind = place.member('kind');
  const name = kind.text();
  return isKind(name) ? READERS[name](place) : kind.refuse(`one of ${Object.keys(READERS).join(', ')}`);
}

/** Reads one value that an enumeration, a literal or a tag lists. */
export function readLiteral(place: Place): Literal {
  const kind = place.member('kind').oneOf('str', 'int', 'bool', 'nil');
  if (kind === 'nil') return plain(place, kind);
  const { value } = place.members(['kind', 'value']);
  if (kind === 'bool') return { kind, value: value.flag() };
  return { kind, value: kind === 'str' ? value.text() : value.textLike(INTEGER, AN_INTEGER) };
}

function isKind(kind: string): kind is Type['kind'] {
  return Object.hasOwn(READERS, kind);
}

function plain<K extends string>(place: Place, kind: K): { readonly kind: K } {
  place.members(['kind']);
  return { kind };
}

function readStr(place: Place): Named<'str'> {
  const found = place.members(['kind'], ['pattern', ...LENGTHS]);
  return { kind: 'str', ...(found.pattern && { pattern: found.pattern.text() }), ...lengths(found) };
}

function readUnion(place: Place): Named<'union'> {
  const { members } = place.members(['kind', 'members']);
  const read = members.items((member) => {
    const type = readType(member);
    if (type.kind === 'union' || type.kind === 'any' || type.kind === 'raw') {
      member.refuse('a member of a union that is no union, any or raw');
    }
    return type;
  });
  return read.length > 1
    ? { kind: 'union', members: read }
    : members.refuse('at least two members of a union');
}

function collection(place: Place): { readonly item: Type } & Lengths {
  const found = place.members(['kind', 'item'], LENGTHS);
  return { item: readType(found.item), ...lengths(found) };
}

function zone(place: Place): 'any' | 'aware' | 'naive' {
  return place.members(['kind', 'zone']).zone.oneOf('any', 'aware', 'naive');
}

function lengths(found: { readonly [K in keyof Lengths]?: Place }): Lengths {
  return {
    ...(found.minLength && { minLength: found.minLength.count() }),
    ...(found.maxLength && { maxLength: found.maxLength.count() }),
  };
}

function bounds(place: Place, pattern: RegExp, description: string): Bounds {
  const found = place.members(['kind'], BOUNDS);
  const bound = (name: keyof Bounds): Bounds => {
    const text = found[name]?.textLike(pattern, description);
    return text === undefined ? {} : { [name]: text };
  };
  return Object.assign({}, ...BOUNDS.map(bound));
}
