import { map, type Entry, type WireValue } from '../wire/index.js';
import type { Cursor } from './cursor.js';
import { lastIs, lastStr, readStr, recordByTag, tagMatches } from './decodeTag.js';
import { fillDefaults, isWritten, ranPostInit, type Filled } from './defaults.js';
import type { RecordPlan, RecordsRule } from './plan.js';
import { skip } from './skip.js';
import { KEY } from './steps.js';

/** Several records: the tag, wherever it stands, tells which; the values before it are skipped, then read again. */
export function decodeMapRecords(
  cursor: Cursor,
  rule: RecordsRule,
  size: number,
  isKey: boolean,
): WireValue | null {
  const { tagField } = rule;
  if (tagField === null) return cursor.ask('a union of records in map layout without a tag field');
  const start = cursor.pos;
  const at = cursor.level;
  for (let i = 0; i < size; i++) {
    cursor.level = at + 1;
    cursor.steps[at] = KEY;
    if (!readStr(cursor)) return null;
    if (lastIs(cursor, tagField.bytes)) {
      cursor.steps[at] = `.${tagField.name}`;
      const record = recordByTag(cursor, rule);
      if (record === null) return null;
      cursor.level = at;
      if (i === 0) return decodeMapRecord(cursor, record, size - 1, isKey);
      cursor.pos = start;
      return decodeMapRecord(cursor, record, size, isKey);
    }
    cursor.level = at;
    if (!skip(cursor)) return null;
  }
  cursor.level = at;
  return cursor.invalid(`Object missing required field \`${tagField.name}\``);
}

/** Decodes the entries of a record in the order of the wire, then looks for what is missing in the order of the fields. */
export function decodeMapRecord(
  cursor: Cursor,
  record: RecordPlan,
  size: number,
  isKey: boolean,
): WireValue | null {
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const inKey = isKey && record.flavour === 'struct';
  const values: Filled[] = [];
  const order: number[] = [];
  let next = 0;
  for (let i = 0; i < size; i++) {
    cursor.steps[at] = KEY;
    if (!readStr(cursor)) return null;
    const index = fieldIndex(cursor, record, next);
    const field = record.fields[index];
    if (field === undefined) {
      if (!decodeOther(cursor, record, at)) return null;
    } else {
      next = index + 1;
      cursor.steps[at] = field.step;
      const value = cursor.decode(cursor, field.plan, inKey);
      if (value === null) return null;
      if (values[index] === undefined) order.push(index);
      values[index] = value;
    }
  }
  cursor.level = at;
  if (!fillDefaults(cursor, record, values) || !ranPostInit(cursor, record)) return null;
  return map(
    record.flavour === 'typed-dict' ? asRead(record, values, order) : asDeclared(cursor, record, values),
  );
}

/** The index of the field whose name was read last, searched from where the last one was found; -1: none. */
function fieldIndex(cursor: Cursor, record: RecordPlan, from: number): number {
  const { fields } = record;
  const count = fields.length;
  for (let k = 0; k < count; k++) {
    const index = (from + k) % count;
    const field = fields[index];
    if (field !== undefined && lastIs(cursor, field.bytes)) return index;
  }
  return -1;
}

/** An entry that is no field: the tag, which must match, or an unknown field; false when decoding has ended. */
function decodeOther(cursor: Cursor, record: RecordPlan, at: number): boolean {
  const { tag } = record;
  if (tag !== null && tag.field !== null && lastIs(cursor, tag.field.bytes)) {
    cursor.steps[at] = `.${tag.field.name}`;
    return tagMatches(cursor, tag);
  }
  if (!record.refusesUnknown) return skip(cursor);
  cursor.level = at;
  const name = lastStr(cursor);
  if (name !== null) cursor.invalid(`Object contains unknown field \`${name}\``);
  return false;
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
