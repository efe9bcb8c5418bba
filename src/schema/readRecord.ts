import type { Place } from './place.js';
import { readLiteral, readType } from './readType.js';
import type { Default, DefaultValue, Field, RecordType, Tag } from './types.js';

const RECORD_MEMBERS = [
  'kind',
  'name',
  'flavour',
  'layout',
  'tag',
  'fields',
  'unknownFields',
  'omitDefaults',
  'hashable',
  'postInit',
] as const;

/** Reads one record, which must have the name it is filed under. */
export function readRecord(filedUnder: string, place: Place): RecordType {
  const found = place.members(RECORD_MEMBERS, ['writeOrder']);
  const fields = found.fields.items(readField);
  const names = new Set(fields.map((field) => field.name));
  if (names.size < fields.length) found.fields.refuse('fields with names of their own');
  return {
    kind: found.kind.oneOf('record'),
    name: found.name.oneOf(filedUnder),
    flavour: found.flavour.oneOf('struct', 'dataclass', 'typed-dict', 'named-tuple'),
    layout: found.layout.oneOf('map', 'array'),
    tag: found.tag.orNull(readTag),
    fields,
    unknownFields: found.unknownFields.oneOf('ignored', 'refused'),
    omitDefaults: found.omitDefaults.flag(),
    hashable: found.hashable.flag(),
    postInit: found.postInit.flag(),
    ...(found.writeOrder && { writeOrder: readWriteOrder(found.writeOrder, names) }),
  };
}

function readField(place: Place): Field {
  const found = place.members(['name', 'attribute', 'type', 'default']);
  return {
    name: found.name.text(),
    attribute: found.attribute.text(),
    type: readType(found.type),
    default: found.default.orNull(readDefault),
  };
}

function readWriteOrder(place: Place, names: ReadonlySet<string>): readonly string[] {
  const order = place.items((name) => name.text());
  const complete = order.length === names.size && order.every((name) => names.has(name));
  return complete && new Set(order).size === names.size ? order : place.refuse('every field once');
}

function readDefault(place: Place): Default {
  const kind = place.member('kind').oneOf('value', 'opaque', 'factory', 'unset');
  if (kind === 'factory') return readFactory(place);
  if (kind !== 'unset') return readDefaultValue(place);
  const { reads } = place.members(['kind'], ['reads']);
  return { kind, ...(reads && { reads: readDefaultValue(reads) }) };
}

function readFactory(place: Place): Default {
  const found = place.members(['kind', 'name', 'fixed', 'msgpack']);
  const name = found.name.text();
  if (found.fixed.flag()) return { kind: 'factory', name, fixed: true, msgpack: hex(found.msgpack) };
  if (found.msgpack.value !== null) found.msgpack.refuse('null, as a factory that is not fixed has no value');
  return { kind: 'factory', name, fixed: false, msgpack: null };
}

function readDefaultValue(place: Place): DefaultValue {
  const kind = place.member('kind').oneOf('value', 'opaque');
  if (kind === 'opaque') return { kind, repr: place.members(['kind', 'repr']).repr.text() };
  const found = place.members(['kind', 'msgpack', 'python']);
  return { kind, msgpack: hex(found.msgpack), python: found.python.text() };
}

function hex(place: Place): string {
  return place.textLike(/^(?:[0-9a-f]{2})+$/, 'bytes in lower-case hexadecimal');
}

function readTag(place: Place): Tag {
  const found = place.members(['value', 'at']);
  const value = readLiteral(found.value);
  if (value.kind !== 'str' && value.kind !== 'int') return found.value.refuse('a literal of kind str or int');
  return { value, at: readTagPlace(found.at) };
}

function readTagPlace(place: Place): Tag['at'] {
  const kind = place.member('kind').oneOf('field', 'first-item', 'frame');
  if (kind === 'field') return { kind, name: place.members(['kind', 'name']).name.text() };
  if (kind === 'frame') return { kind, index: place.members(['kind', 'index']).index.count() };
  place.members(['kind']);
  return { kind };
}
