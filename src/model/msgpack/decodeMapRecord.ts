import type { WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import type { Filled } from '../defaults.js';
import { fieldIndex, finishMapRecord, isTagField, unknownField } from '../mapRecord.js';
import type { RecordPlan, RecordsRule } from '../plan.js';
import { KEY } from '../steps.js';
import { lastIs, recordByTag, tagMatches } from '../tag.js';
import { readStr, readTag } from './readTag.js';
import { skip } from './skip.js';

/** Several records: the tag, wherever it stands, tells which; the values before it are skipped, then read again. */
export function decodeMapRecords(
  cursor: Cursor,
  rule: RecordsRule,
  size: number,
  isKey: boolean,
): WireValue | null {
  const { tagField } = rule;
  if (tagField === null) return cursor.ask('a union of records in map layout without a tag field');
  if (rule.isElusive) return cursor.ask('whether the decoder finds a tag whose name is not ASCII');
  const start = cursor.pos;
  const at = cursor.level;
  for (let i = 0; i < size; i++) {
    cursor.level = at + 1;
    cursor.steps[at] = KEY;
    if (!readStr(cursor)) return null;
    if (lastIs(cursor, tagField.bytes)) {
      cursor.steps[at] = `.${tagField.name}`;
      const record = recordByTag(cursor, rule, readTag(cursor, rule.tagKind));
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
    if (index === -2) return null;
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
  return finishMapRecord(cursor, record, values, order);
}

/** An entry that is no field: the tag, which must match, or an unknown field; false when decoding has ended. */
function decodeOther(cursor: Cursor, record: RecordPlan, at: number): boolean {
  const { tag } = record;
  if (tag !== null && isTagField(cursor, record)) {
    cursor.steps[at] = `.${tag.field?.name ?? ''}`;
    return tagMatches(cursor, tag, readTag(cursor, tag.kind));
  }
  if (!record.refusesUnknown) return skip(cursor);
  cursor.level = at;
  return unknownField(cursor) !== null;
}
