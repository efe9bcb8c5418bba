import { map, type Entry, type WireValue } from '../wire/index.js';
import type { Cursor } from './cursor.js';
import { fillDefaults, isWritten, ranPostInit, type Filled } from './defaults.js';
import type { RecordPlan } from './plan.js';
import { lastIs, lastStr, tagMatches, type TagRead } from './tag.js';

/** The fields of a record as far as they were read. */
export interface ReadFields {
  /** By the index of the field. */
  readonly values: Filled[];
  /** The indexes of the fields as they came. */
  readonly order: number[];
  /** Where to look first for the next name: fields mostly come in their order. */
  next: number;
}

/** What the codecs do differently once the name of an entry was read. */
export interface EntryCodec {
  readonly readTag: (cursor: Cursor, kind: 'str' | 'int') => TagRead;
  /** False when decoding has ended. */
  readonly skip: (cursor: Cursor) => boolean;
}

/** Decodes the entry whose name was read last; the record stands at level `at`. False when decoding has ended. */
export function decodeEntry(
  cursor: Cursor,
  record: RecordPlan,
  read: ReadFields,
  at: number,
  inKey: boolean,
  codec: EntryCodec,
): boolean {
  const index = fieldIndex(cursor, record, read.next);
  if (index === -2) return false;
  const field = record.fields[index];
  if (field === undefined) return decodeOther(cursor, record, at, codec);
  read.next = index + 1;
  cursor.steps[at] = field.step;
  const value = cursor.decode(cursor, field.plan, inKey);
  if (value === null) return false;
  if (read.values[index] === undefined) read.order.push(index);
  read.values[index] = value;
  return true;
}

/** An entry that is no field: the tag, which must match, or an unknown field; false when decoding has ended. */
function decodeOther(cursor: Cursor, record: RecordPlan, at: number, codec: EntryCodec): boolean {
  const { tag } = record;
  if (tag !== null && isTagField(cursor, record)) {
    cursor.steps[at] = `.${tag.field?.name ?? ''}`;
    return tagMatches(cursor, tag, codec.readTag(cursor, tag.kind));
  }
  if (!record.refusesUnknown) return codec.skip(cursor);
  cursor.level = at;
  return unknownField(cursor) !== null;
}

/**
 * The index of the field whose name was read last, searched from where the last one was found; -1: none; -2: decoding
 * has ended.
 */
function fieldIndex(cursor: Cursor, record: RecordPlan, from: number): number {
  if (isElusive(cursor, record)) return -2;
  const { fields } = record;
  const count = fields.length;
  for (let k = 0; k < count; k++) {
    const index = (from + k) % count;
    const field = fields[index];
    if (field !== undefined && lastIs(cursor, field.bytes)) return index;
  }
  return -1;
}

/** Whether the decoder might find what it does not find at other times; then decoding has ended. */
function isElusive(cursor: Cursor, { elusive }: RecordPlan): boolean {
  if (elusive.length === 0) return false;
  if (cursor.textSize > 0 && !elusive.some((name) => lastIs(cursor, name))) return false;
  cursor.ask('whether the decoder finds a name that is not ASCII');
  return true;
}

/** Whether the name that was read last is that of the tag. */
function isTagField(cursor: Cursor, { tag }: RecordPlan): boolean {
  return tag !== null && tag.field !== null && lastIs(cursor, tag.field.bytes);
}

/** Ends decoding at an unknown field, which was read last; the cursor stands at the path of the record. */
function unknownField(cursor: Cursor): null {
  const name = lastStr(cursor);
  return name === null ? null : cursor.invalid(`Object contains unknown field \`${name}\``);
}

/**
 * A record in map layout of which all entries were read: looks for what is missing in the order of the fields. The
 * cursor stands at the path of the record.
 */
export function finishMapRecord(
  cursor: Cursor,
  record: RecordPlan,
  { values, order }: ReadFields,
): WireValue | null {
  if (!fillDefaults(cursor, record, values) || !ranPostInit(cursor, record)) return null;
  return map(
    record.flavour === 'typed-dict' ? asRead(record, values, order) : asDeclared(cursor, record, values),
  );
}

/** A TypedDict is a dict: it keeps the order of the wire. */
function asRead(record: RecordPlan, values: readonly Filled[], order: readonly number[]): Entry[] {
  const entries: Entry[] = [];
  for (const index of order) {
    const field = record.fields[index];
    const value = values[index];
    if (field !== undefined && value !== undefined) entries.push([field.written, value]);
  }
  return entries;
}

function asDeclared(cursor: Cursor, record: RecordPlan, values: readonly Filled[]): Entry[] {
  const entries: Entry[] = [];
  const { tag } = record;
  if (tag !== null && tag.written.name !== null) entries.push([tag.written.name, tag.written.value]);
  for (const index of record.writeOrder) {
    const field = record.fields[index];
    const value = values[index];
    if (field === undefined || value === undefined) continue;
    if (!record.omitsDefaults || isWritten(cursor, field, value)) entries.push([field.written, value]);
  }
  return entries;
}
