import { textOf } from '../wire/index.js';
import { byteText, stands } from './byteText.js';
import type { Cursor } from './cursor.js';
import { illFormed } from './decodeText.js';
import type { RecordPlan, RecordsRule, TagPlan } from './plan.js';

/** A tag as it was read; null: it is none, and decoding has ended. */
export type TagRead = string | number | bigint | null;

/** Whether a tag is that of the one record that may stand here; if not, decoding has ended. */
export function tagMatches(cursor: Cursor, tag: TagPlan, read: TagRead): boolean {
  if (read === null) return false;
  if (tag.isElusive && (read === tag.key || read === '')) {
    cursor.ask('whether the decoder knows a tag that is not ASCII');
    return false;
  }
  if (read !== tag.key) invalidTag(cursor, read);
  return read === tag.key;
}

/** The record that a tag stands for; null when it is none, and decoding has ended. */
export function recordByTag(cursor: Cursor, rule: RecordsRule, read: TagRead): RecordPlan | null {
  if (read === null) return null;
  return rule.byTag.get(read) ?? invalidTag(cursor, read);
}

/** Whether the text that was read last is this name. */
export function lastIs(cursor: Cursor, name: Uint8Array): boolean {
  return stands(name, cursor.textIn, cursor.textStart, cursor.textSize);
}

/** The text that was read last, as what a tag or a listed value is looked up by. */
export function lastKey(cursor: Cursor): string {
  return byteText(cursor.textIn, cursor.textStart, cursor.textStart + cursor.textSize);
}

/** The bytes of the text that was read last. */
export function lastBytes(cursor: Cursor): Uint8Array {
  return cursor.textIn.subarray(cursor.textStart, cursor.textStart + cursor.textSize);
}

/** The text that was read last, as Python makes a str of it; null when it is ill-formed, and decoding has ended. */
export function lastStr(cursor: Cursor): string | null {
  const bytes = lastBytes(cursor);
  return textOf(bytes) ?? illFormed(cursor, bytes);
}

function invalidTag(cursor: Cursor, read: string | number | bigint): null {
  if (typeof read !== 'string') return cursor.invalid(`Invalid value ${read}`);
  const text = lastStr(cursor);
  return text === null ? null : cursor.invalid(`Invalid value '${text}'`);
}
