import type { Default, RecordType } from '../src/schema/index.js';

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Whether no class of Python is this record: its flavour does not have all that is said of it. */
export function hasNoClass(record: RecordType): boolean {
  const { flavour, fields, writeOrder } = record;
  const names = fields.map(({ name }) => name);
  if (new Set(names).size < names.length) return true;
  if (fields.some(({ default: given }) => given !== null && !hasDefault(flavour, given))) return true;
  if (writeOrder !== undefined && !isWriteOrder(record, writeOrder)) return true;
  if (flavour === 'struct') return !isTagged(record);
  const isBare = record.tag === null && record.unknownFields === 'ignored' && !record.omitDefaults;
  if (!isBare || record.layout !== (flavour === 'named-tuple' ? 'array' : 'map')) return true;
  if (flavour !== 'dataclass' && (record.hashable || record.postInit)) return true;
  return (
    flavour !== 'typed-dict' && !(names.every((name) => IDENTIFIER.test(name)) && isRequiredFirst(record))
  );
}

/** Whether the tag stands where a struct has one; one in a frame of its own is none of the struct. */
function isTagged({ layout, tag, fields }: RecordType): boolean {
  if (tag === null || tag.at.kind === 'frame') return true;
  if (tag.value.kind === 'int' && BigInt.asIntN(64, BigInt(tag.value.value)) !== BigInt(tag.value.value))
    return false;
  const { at } = tag;
  if (at.kind === 'first-item') return layout === 'array';
  return layout === 'map' && fields.every(({ name }) => name !== at.name);
}

function hasDefault(flavour: RecordType['flavour'], given: Default): boolean {
  const isFixed = given.kind === 'factory' && ['list', 'dict', 'set'].includes(given.name);
  const isPlain = given.kind === 'unset' && given.reads === undefined;
  switch (flavour) {
    case 'struct':
      return given.kind === 'value' || isFixed || isPlain;
    case 'dataclass':
      // A plain default stays with the class.
      return isFixed || (given.kind === 'unset' && given.reads?.kind === 'value');
    case 'typed-dict':
      return isPlain;
    case 'named-tuple':
      return given.kind === 'value';
  }
}

function isRequiredFirst({ fields }: RecordType): boolean {
  const optional = fields.findIndex((field) => field.default !== null);
  return optional < 0 || fields.slice(optional).every((field) => field.default !== null);
}

/** A dataclass writes keyword-only fields as they stand in it, and reads the required ones of them first. */
function isWriteOrder({ flavour, fields }: RecordType, order: readonly string[]): boolean {
  const place = new Map(order.map((name, index) => [name, index]));
  const read = fields.toSorted(
    (a, b) =>
      Number(a.default !== null) - Number(b.default !== null) ||
      (place.get(a.name) ?? -1) - (place.get(b.name) ?? -1),
  );
  return (
    flavour === 'dataclass' &&
    order.length === fields.length &&
    fields.every((field, index) => place.has(field.name) && read[index] === field)
  );
}
