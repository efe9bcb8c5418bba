import type { WireValue } from '../../wire/index.js';
import { finishArrayRecord, trailingDefaults } from '../arrayRecord.js';
import type { Cursor } from '../cursor.js';
import type { Filled } from '../defaults.js';
import type { RecordPlan, RecordsRule } from '../plan.js';
import { recordByTag, tagMatches } from '../tag.js';
import { readTag } from './readTag.js';
import { nextItem, peek } from './scan.js';
import { skip } from './skip.js';

/** A named tuple: it may be short of fields with defaults, and must not be longer than its fields. */
export function decodeNamedTuple(cursor: Cursor, record: RecordPlan): WireValue | null {
  const most = record.fields.length;
  const least = most - trailingDefaults(record);
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const values: Filled[] = [];
  for (;;) {
    const found = nextItem(cursor, values.length === 0);
    if (found === null) return null;
    const field = record.fields[values.length];
    if (found === 'end' ? values.length < least : field === undefined) {
      cursor.level = at;
      const length = least === most ? String(most) : `${least} to ${most}`;
      return cursor.invalid(`Expected \`array\` of length ${length}`);
    }
    if (found === 'end' || field === undefined) break;
    cursor.steps[at] = values.length;
    const value = cursor.decode(cursor, field.plan, false);
    if (value === null) return null;
    values.push(value);
  }
  cursor.level = at;
  return finishArrayRecord(cursor, record, values);
}

/** Several records in array layout: the first item tells which. */
export function decodeArrayRecords(cursor: Cursor, rule: RecordsRule): WireValue | null {
  if (!hasTag(cursor, 1)) return null;
  const at = cursor.level;
  cursor.level = at + 1;
  cursor.steps[at] = 0;
  const record = recordByTag(cursor, rule, readTag(cursor, rule.tagKind));
  cursor.level = at;
  return record === null ? null : decodeItems(cursor, record);
}

/** A record in array layout: the tag, if it has one, then the fields in order; what follows them is unknown. */
export function decodeArrayRecord(cursor: Cursor, record: RecordPlan): WireValue | null {
  const { tag } = record;
  if (tag !== null) {
    const optional = record.fields.findIndex((field) => field.default !== null);
    if (!hasTag(cursor, 1 + (optional < 0 ? record.fields.length : optional))) return null;
    const at = cursor.level;
    cursor.level = at + 1;
    cursor.steps[at] = 0;
    if (!tagMatches(cursor, tag, readTag(cursor, tag.kind))) return null;
    cursor.level = at;
  }
  return decodeItems(cursor, record);
}

/** Whether there is a first item; if not, decoding has ended. `least`: how many the decoder says it expected. */
function hasTag(cursor: Cursor, least: number): boolean {
  const byte = peek(cursor);
  if (byte === 0x5d) cursor.invalid(`Expected \`array\` of at least length ${least}, got 0`);
  return byte >= 0 && byte !== 0x5d;
}

/** Decodes what follows the tag. */
function decodeItems(cursor: Cursor, record: RecordPlan): WireValue | null {
  const { fields } = record;
  const tags = record.tag === null ? 0 : 1;
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const values: Filled[] = [];
  for (let isFirst = tags === 0; ; isFirst = false) {
    const found = nextItem(cursor, isFirst);
    if (found === null) return null;
    if (found === 'end') break;
    const field = fields[values.length];
    if (field === undefined) {
      if (!passUnknown(cursor, record)) return null;
    } else {
      cursor.steps[at] = tags + values.length;
      const value = cursor.decode(cursor, field.plan, false);
      if (value === null) return null;
      values.push(value);
    }
  }
  cursor.level = at;
  const least = fields.length - trailingDefaults(record);
  if (values.length < least) {
    const counts = `length ${least + tags}, got ${values.length + tags}`;
    return cursor.invalid(`Expected \`array\` of at least ${counts}`);
  }
  return finishArrayRecord(cursor, record, values);
}

/** An item beyond the last field; the decoder tells no path where it is refused. */
function passUnknown(cursor: Cursor, record: RecordPlan): boolean {
  if (!record.refusesUnknown) return skip(cursor);
  cursor.refuse('ValidationError', `Expected \`array\` of at most length ${record.fields.length}`);
  return false;
}
