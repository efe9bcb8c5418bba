import { textOf } from '../wire/index.js';
import { byteText, stands } from './byteText.js';
import type { Cursor } from './cursor.js';
import { readInt } from './decodeNumber.js';
import { illFormed } from './decodeStr.js';
import { gotOf } from './opcode.js';
import type { RecordPlan, RecordsRule, TagPlan } from './plan.js';

/** Reads a str where nothing else may stand, into `keyStart` and `keySize`; false when decoding has ended. */
export function readStr(cursor: Cursor): boolean {
  const opcode = cursor.byte();
  if (opcode < 0) return false;
  let size = -1;
  if (opcode >= 0xa0 && opcode < 0xc0) size = opcode & 0x1f;
  else if (opcode >= 0xd9 && opcode < 0xdc) size = cursor.length(opcode - 0xd9);
  else cursor.wrong('str', gotOf(opcode));
  if (size < 0 || !cursor.has(size)) return false;
  cursor.keyStart = cursor.pos;
  cursor.keySize = size;
  cursor.pos += size;
  return true;
}

/** The str that was read last, as Python makes it; null when it is ill-formed, and decoding has ended. */
export function lastStr(cursor: Cursor): string | null {
  const bytes = cursor.bytes.subarray(cursor.keyStart, cursor.keyStart + cursor.keySize);
  return textOf(bytes) ?? illFormed(cursor, bytes);
}

/** Reads the tag of the one record that may stand here; false when it is another one, and decoding has ended. */
export function tagMatches(cursor: Cursor, tag: TagPlan): boolean {
  const { key } = tag;
  const read = readTag(cursor, typeof key === 'string' ? 'str' : 'int');
  if (read === null) return false;
  if (read !== key) invalidTag(cursor, read);
  return read === key;
}

/** Reads the tag that tells which record stands here; null when it is none, and decoding has ended. */
export function recordByTag(cursor: Cursor, rule: RecordsRule): RecordPlan | null {
  const read = readTag(cursor, rule.tagKind);
  if (read === null) return null;
  return rule.byTag.get(read) ?? invalidTag(cursor, read);
}

/** Whether the str that was read last is the name of this field. */
export function lastIs(cursor: Cursor, name: Uint8Array): boolean {
  return stands(name, cursor.bytes, cursor.keyStart, cursor.keySize);
}

function readTag(cursor: Cursor, kind: 'str' | 'int'): string | number | bigint | null {
  if (kind === 'int') return readTagInt(cursor);
  if (!readStr(cursor)) return null;
  return byteText(cursor.bytes, cursor.keyStart, cursor.keyStart + cursor.keySize);
}

function readTagInt(cursor: Cursor): number | bigint | null {
  const opcode = cursor.byte();
  if (opcode < 0) return null;
  if (opcode < 0x80) return opcode;
  if (opcode >= 0xe0) return opcode - 0x100;
  return opcode >= 0xcc && opcode < 0xd4 ? readInt(cursor, opcode) : cursor.wrong('int', gotOf(opcode));
}

function invalidTag(cursor: Cursor, read: string | number | bigint): null {
  if (typeof read !== 'string') return cursor.invalid(`Invalid value ${read}`);
  const text = lastStr(cursor);
  return text === null ? null : cursor.invalid(`Invalid value '${text}'`);
}
