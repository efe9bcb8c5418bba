import type { WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import { decodeEntry, finishMapRecord, type EntryCodec, type ReadFields } from '../mapRecord.js';
import type { RecordPlan, RecordsRule } from '../plan.js';
import { KEY } from '../steps.js';
import { lastIs, recordByTag } from '../tag.js';
import { readStr, readTag } from './readTag.js';
import { skip } from './skip.js';

const CODEC: EntryCodec = { readTag, skip };

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
  const read: ReadFields = { values: [], order: [], next: 0 };
  for (let i = 0; i < size; i++) {
    cursor.steps[at] = KEY;
    if (!readStr(cursor)) return null;
    if (!decodeEntry(cursor, record, read, at, inKey, CODEC)) return null;
  }
  cursor.level = at;
  return finishMapRecord(cursor, record, read);
}
