import {
  canonicalJson,
  membersOf,
  resolve,
  type Field,
  type RecordType,
  type Type,
} from '../schema/index.js';
import { decode, equal, floatOf, textOf, type Entry, type WireValue } from '../wire/index.js';
import type { Side } from './readFrame.js';

/** Two sides of one message. */
export interface Meeting {
  readonly writer: Side['schema'];
  readonly reader: Side['schema'];
  /** What the reader calls a field that the writer calls so, if it has one of that name. */
  readonly renamed: (record: string, field: string) => string;
  readonly freshAt: { readonly writer: ReadonlySet<string>; readonly reader: ReadonlySet<string> };
}

/** What a reader takes for something else. */
export interface Loss {
  readonly path: string;
  readonly why: string;
}

/** One place in a message, on both sides. */
interface Spot {
  readonly path: string;
  readonly types: readonly [writer: Type, reader: Type];
  readonly values: readonly [meant: WireValue, read: WireValue];
}

/**
 * The first place where what was read says something else than what was meant; null: there is none. A field that the
 * reader never knew is no loss; what a reader of anything gets is what stands on the wire.
 */
export function lossIn(meeting: Meeting, spot: Spot): Loss | null {
  const { types, values, path } = spot;
  const [meant, read] = values;
  if (types.some(({ kind }) => kind === 'any' || kind === 'raw' || kind === 'custom')) return null;
  const records = [
    recordFor(meeting.writer, types[0], meant),
    recordFor(meeting.reader, types[1], read),
  ] as const;
  const [from, to] = records;
  if (from !== null && to !== null) return lossInRecord(meeting, spot, from, to);
  if (meant.kind === 'map' && read.kind === 'map') return lossInEntries(meeting, spot, from);
  if (meant.kind === 'array' && read.kind === 'array') {
    if (meant.items.length > read.items.length) return { path, why: 'what stands twice is kept once' };
    return firstLoss(meant.items, (item, index) =>
      lossIn(meeting, {
        path: `${path}[${index}]`,
        types: [itemType(types[0], index), itemType(types[1], index)],
        values: [item, read.items[index] ?? item],
      }),
    );
  }
  const why = reinterpreted(types[0], meant, read);
  return why === null ? null : { path, why };
}

function firstLoss<T>(parts: readonly T[], look: (part: T, index: number) => Loss | null): Loss | null {
  for (const [index, part] of parts.entries()) {
    const loss = look(part, index);
    if (loss !== null) return loss;
  }
  return null;
}

/** The record that a value is of: the only one of its layout in the type, or the one that its tag names. */
function recordFor(schema: Side['schema'], type: Type, value: WireValue): RecordType | null {
  if (value.kind !== 'map' && value.kind !== 'array') return null;
  const layout = value.kind;
  const records = membersOf(type)
    .map((member) => resolve(schema, member))
    .filter((found) => found.kind === 'record' && found.layout === layout);
  const found = records.find((record) => record.kind === 'record' && hasTag(record, value)) ?? records[0];
  return found?.kind === 'record' ? found : null;
}

function hasTag({ tag }: RecordType, value: WireValue): boolean {
  if (tag === null) return false;
  const found =
    value.kind === 'array' ? value.items[0] : tag.at.kind === 'field' ? entry(value, tag.at.name) : undefined;
  if (found?.kind === 'str') return tag.value.kind === 'str' && textOf(found.bytes) === tag.value.value;
  return found?.kind === 'int' && tag.value.kind === 'int' && String(found.value) === tag.value.value;
}

function lossInRecord(meeting: Meeting, spot: Spot, from: RecordType, to: RecordType): Loss | null {
  const { path, values } = spot;
  const [at, expected] = [from.tag?.at, to.tag?.at];
  if (at?.kind === 'field' && expected?.kind === 'field' && at.name !== expected.name) {
    return { path: `${path}.${at.name}`, why: 'the tag is not checked' };
  }
  return firstLoss(from.fields, (field) => {
    const named = (name: string): Field | undefined => to.fields.find((candidate) => candidate.name === name);
    const other = named(meeting.renamed(from.name, field.name)) ?? named(field.name);
    if (other === undefined) return null;
    const sides = [
      { record: from, field, value: values[0], at: step(path, from, field), fresh: meeting.freshAt.writer },
      {
        record: to,
        field: other,
        value: values[1],
        at: step(path, to, other),
        fresh: meeting.freshAt.reader,
      },
    ] as const;
    return lossInField(meeting, sides);
  });
}

interface FieldSide {
  readonly record: RecordType;
  readonly field: Field;
  readonly value: WireValue;
  readonly at: string;
  readonly fresh: ReadonlySet<string>;
}

function lossInField(meeting: Meeting, [from, to]: readonly [FieldSide, FieldSide]): Loss | null {
  const path = from.at;
  const anew = [from.fresh.has(from.at), to.fresh.has(to.at)];
  if (anew.includes(true)) {
    const equalDefaults = canonicalJson(from.field.default) === canonicalJson(to.field.default);
    if (equalDefaults && anew[0] === anew[1]) return null;
    return { path, why: 'what was left out is made anew' };
  }
  const [meant, read] = [filled(from), filled(to)];
  if (meant === null && read === null) return null;
  if (meant === null) return { path, why: 'what was left out means another default to the reader' };
  if (read === null) return { path, why: 'the value is dropped' };
  const loss = lossIn(meeting, { path, types: [from.field.type, to.field.type], values: [meant, read] });
  if (loss === null || entryOf(from) !== null || from.field.default === null) return loss;
  return { path, why: 'what was left out means another default to the reader' };
}

/** What stands in a field, or is filled in; null: the field is absent. */
function filled(side: FieldSide): WireValue | null {
  const given = side.field.default;
  const found = entryOf(side);
  if (found !== null || given === null || given.kind === 'unset' || given.kind === 'opaque') return found;
  const read = given.msgpack === null ? null : decode(Buffer.from(given.msgpack, 'hex'));
  return read?.kind === 'value' ? read.value : null;
}

function entryOf({ record, field, value }: FieldSide): WireValue | null {
  if (value.kind === 'map') return entry(value, field.name) ?? null;
  if (value.kind !== 'array') return null;
  return value.items[record.fields.indexOf(field) + tagItems(record)] ?? null;
}

function step(path: string, record: RecordType, field: Field): string {
  if (record.layout === 'map') return `${path}.${field.name}`;
  return `${path}[${record.fields.indexOf(field) + tagItems(record)}]`;
}

function tagItems({ tag }: RecordType): number {
  return tag === null || tag.at.kind === 'frame' ? 0 : 1;
}

/** Of a dict, or of a record that is read as one or written as one. */
function lossInEntries(
  meeting: Meeting,
  { path, types, values }: Spot,
  from: RecordType | null,
): Loss | null {
  const [meant, read] = values;
  const entries = meant.kind === 'map' ? meant.entries : [];
  const known = read.kind === 'map' ? read.entries : [];
  return firstLoss(entries, ([key, value], index) => {
    const other = known.find(([found]) => equal(found, key)) ?? (from === null ? known[index] : undefined);
    if (other === undefined) return null;
    const field = from?.fields.find(({ name }) => key.kind === 'str' && name === textOf(key.bytes));
    const loss = equal(key, other[0]) ? null : reinterpreted(keyType(types[0]), key, other[0]);
    if (loss !== null) return { path: `key in ${path}`, why: loss };
    return lossIn(meeting, {
      path: field === undefined ? `${path}[...]` : `${path}.${field.name}`,
      types: [field?.type ?? valueType(types[0]), valueType(types[1])],
      values: [value, other[1]],
    });
  });
}

const ANY: Type = { kind: 'any' };

function itemType(type: Type, index: number): Type {
  for (const member of membersOf(type)) {
    if (member.kind === 'tuple') return member.items[index] ?? ANY;
    if (member.kind === 'list' || member.kind === 'sequence' || member.kind === 'set') return member.item;
  }
  return ANY;
}

function valueType(type: Type): Type {
  return membersOf(type).find((member) => member.kind === 'dict')?.value ?? ANY;
}

function keyType(type: Type): Type {
  return membersOf(type).find((member) => member.kind === 'dict')?.key ?? ANY;
}

function entry(value: WireValue, name: string): WireValue | undefined {
  const entries: readonly Entry[] = value.kind === 'map' ? value.entries : [];
  return entries.find(([key]) => key.kind === 'str' && textOf(key.bytes) === name)?.[1];
}

/** Why a value that holds no others means something else now; null: it does not. */
function reinterpreted(type: Type, meant: WireValue, read: WireValue): string | null {
  if (equal(meant, read) || sameNumber(meant, read) || areEmpty(meant, read)) return null;
  if (meant.kind === 'int' && read.kind === 'float') return 'an int became a float, and was rounded';
  if (meant.kind === 'bin' && read.kind === 'str') {
    return isKind(type, 'uuid') ? null : 'bytes became the text of their base64';
  }
  if (meant.kind === 'str' && read.kind === 'bin') return 'text was read as the base64 of bytes';
  // In JSON a time is text, and stays text for whoever reads it so.
  if (meant.kind === 'ext' && read.kind === 'str') return isKind(type, 'datetime') ? null : 'another value';
  if (meant.kind === 'str' && read.kind === 'ext') return 'text was read as a time';
  if (meant.kind === 'array' && read.kind !== 'array') return 'an array was read as something else';
  return 'it was read as another value';
}

function isKind(type: Type, kind: Type['kind']): boolean {
  return membersOf(type).some((member) => member.kind === kind);
}

/** No bytes and no text say the same. */
function areEmpty(...values: readonly WireValue[]): boolean {
  return values.every((value) => (value.kind === 'str' || value.kind === 'bin') && value.bytes.length === 0);
}

/** A decimal is written as text. */
function sameNumber(meant: WireValue, read: WireValue): boolean {
  const [left, right] = [numberIn(meant), numberIn(read)];
  return left !== null && left === right && meant.kind !== read.kind;
}

/** Equal numbers, equal texts. */
function numberIn(value: WireValue): string | null {
  if (value.kind === 'int') return String(value.value);
  if (value.kind === 'float') return floatText(floatOf(value.width, value.bits));
  const text = value.kind === 'str' ? textOf(value.bytes) : null;
  if (text === null || !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return null;
  return /^-?\d+$/.test(text) ? String(BigInt(text)) : floatText(Number(text));
}

function floatText(value: number): string {
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
}
