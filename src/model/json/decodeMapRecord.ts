import type { WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import { decodeEntry, finishMapRecord, type EntryCodec, type ReadFields } from '../mapRecord.js';
import type { RecordPlan, RecordsRule } from '../plan.js';
import { lastIs, recordByTag } from '../tag.js';
import { readTag } from './readTag.js';
import { readText } from './readText.js';
import { KEYS_ARE_TEXT, nextKey, passColon } from './scan.js';
import { skip } from './skip.js';

const CODEC: EntryCodec = { readTag, skip };

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
  const read: ReadFields = { values: [], order: [], next: 0 };
  for (let first = isFirst; ; first = false) {
    const found = nextKey(cursor, first, KEYS_ARE_TEXT);
    if (found === null) return null;
    if (found === 'end') break;
    if (!readText(cursor) || !passColon(cursor)) return null;
    if (!decodeEntry(cursor, record, read, at, false, CODEC)) return null;
  }
  cursor.level = at;
  return finishMapRecord(cursor, record, read);
}
