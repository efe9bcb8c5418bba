import type { WireValue } from '../../wire/index.js';
import { finishArrayRecord, trailingDefaults } from '../arrayRecord.js';
import type { Cursor } from '../cursor.js';
import type { Filled } from '../defaults.js';
import type { RecordPlan, RecordsRule } from '../plan.js';
import { recordByTag, tagMatches } from '../tag.js';
import { readTag } from './readTag.js';
import { skip } from './skip.js';

/** A named tuple: it may be short of fields with defaults, and must not be longer than its fields. */
export function decodeNamedTuple(
  cursor: Cursor,
  record: RecordPlan,
  size: number,
  isKey: boolean,
): WireValue | null {
  const most = record.fields.length;
  const least = most - trailingDefaults(record);
  if (size < least || size > most) {
    const length = least === most ? String(most) : `${least} to ${most}`;
    return cursor.invalid(`Expected \`array\` of length ${length}, got ${size}`);
  }
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const values: Filled[] = [];
  if (!decodeFields(cursor, record, size, isKey, values)) return null;
  cursor.level = at;
  return finishArrayRecord(cursor, record, values);
}

/** Several records in array layout: the first item tells which. */
export function decodeArrayRecords(
  cursor: Cursor,
  rule: RecordsRule,
  size: number,
  isKey: boolean,
): WireValue | null {
  if (size === 0) return cursor.invalid('Expected `array` of at least length 1, got 0');
  const at = cursor.level;
  cursor.level = at + 1;
  cursor.steps[at] = 0;
  const record = recordByTag(cursor, rule, readTag(cursor, rule.tagKind));
  if (record === null) return null;
  cursor.level = at;
  return decodeArrayRecord(cursor, record, size, isKey, true);
}

/** A record in array layout: the tag, if it has one, then the fields in order; what follows them is unknown. */
export function decodeArrayRecord(
  cursor: Cursor,
  record: RecordPlan,
  size: number,
  isKey: boolean,
  isTagRead: boolean,
): WireValue | null {
  const { tag, fields } = record;
  const tags = tag === null ? 0 : 1;
  const least = tags + fields.length - trailingDefaults(record);
  if (size < least) return cursor.invalid(`Expected \`array\` of at least length ${least}, got ${size}`);
  const at = cursor.level;
  if (tag !== null && !isTagRead) {
    cursor.level = at + 1;
    cursor.steps[at] = 0;
    if (!tagMatches(cursor, tag, readTag(cursor, tag.kind))) return null;
    cursor.level = at;
  }
  if (!cursor.enter()) return null;
  const values: Filled[] = [];
  const given = size - tags;
  if (!decodeFields(cursor, record, Math.min(given, fields.length), isKey, values)) return null;
  cursor.level = at;
  // What is left out and what is too much exclude each other, so that the defaults may come last.
  if (!skipRest(cursor, record, given - fields.length)) return null;
  return finishArrayRecord(cursor, record, values);
}

function decodeFields(
  cursor: Cursor,
  record: RecordPlan,
  count: number,
  isKey: boolean,
  values: Filled[],
): boolean {
  const at = cursor.level - 1;
  const first = record.tag === null ? 0 : 1;
  for (const [index, field] of record.fields.entries()) {
    if (index >= count) return true;
    cursor.steps[at] = first + index;
    const value = cursor.decode(cursor, field.plan, isKey);
    if (value === null) return false;
    values[index] = value;
  }
  return true;
}

/** What stands beyond the last field. */
function skipRest(cursor: Cursor, record: RecordPlan, extra: number): boolean {
  if (extra <= 0) return true;
  const known = record.fields.length;
  if (record.refusesUnknown) {
    cursor.invalid(`Expected \`array\` of at most length ${known}, got ${known + extra}`);
    return false;
  }
  cursor.level++;
  for (let i = 0; i < extra; i++) if (!skip(cursor)) return false;
  cursor.level--;
  return true;
}
