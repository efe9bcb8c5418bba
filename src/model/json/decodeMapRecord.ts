import type { WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import type { Filled } from '../defaults.js';
import { fieldIndex, finishMapRecord, isTagField, unknownField } from '../mapRecord.js';
import type { RecordPlan, RecordsRule } from '../plan.js';
import { lastIs, recordByTag, tagMatches } from '../tag.js';
import { readTag } from './readTag.js';
import { readText } from './readText.js';
import { KEYS_ARE_TEXT, nextKey, passColon } from './scan.js';
import { skip } from './skip.js';

/** Several records: the tag, wherever it stands, tells which; the values before it are skipped, then read again. */
export function decodeMapRecords(cursor: Cursor, rule: RecordsRule): WireValue | null {
  const { tagField } = rule;
  if (tagField === null) return cursor.ask('a union of records in map layout without a tag field');
  if (rule.isElusive) return cursor.ask('whether the decoder finds a tag whose name is not ASCII');
  const start = cursor.pos;
  const at = cursor.level;
  for (let isFirst = true; ; isFirst = false) {
    const found = nextKey(cursor, isFirst, KEYS_ARE_TEXT);
    if (found === null) return null;
    if (found === 'end') return cursor.invalid(`Object missing required field \`${tagField.name}\``);
    if (!readText(cursor)) return null;
    const isTag = lastIs(cursor, tagField.bytes);
    if (!passColon(cursor)) return null;
    if (isTag) {
      cursor.level = at + 1;
      cursor.steps[at] = `.${tagField.name}`;
      const record = recordByTag(cursor, rule, readTag(cursor, rule.tagKind));
      cursor.level = at;
      if (record === null) return null;
      if (!isFirst) cursor.pos = start;
      return decodeMapRecord(cursor, record, !isFirst);
    }
    if (!skip(cursor)) return null;
  }
}

/**
 * Decodes the entries of a record in the order of the document, then looks for what is missing in the order of the
 * fields. `isFirst`: none was read yet.
 */
export function decodeMapRecord(cursor: Cursor, record: RecordPlan, isFirst: boolean): WireValue | null {
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const values: Filled[] = [];
  const order: number[] = [];
  let next = 0;
  for (let first = isFirst; ; first = false) {
    const found = nextKey(cursor, first, KEYS_ARE_TEXT);
    if (found === null) return null;
    if (found === 'end') break;
    if (!readText(cursor) || !passColon(cursor)) return null;
    const index = fieldIndex(cursor, record, next);
    if (index === -2) return null;
    const field = record.fields[index];
    if (field === undefined) {
      if (!decodeOther(cursor, record, at)) return null;
    } else {
      next = index + 1;
      cursor.steps[at] = field.step;
      const value = cursor.decode(cursor, field.plan, false);
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
