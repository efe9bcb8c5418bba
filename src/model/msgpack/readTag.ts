import type { Cursor } from '../cursor.js';
import { lastKey, type TagRead } from '../tag.js';
import { readInt } from './decodeNumber.js';
import { gotOf } from './opcode.js';

/** Reads a str where nothing else may stand, as the text read last; false when decoding has ended. */
export function readStr(cursor: Cursor): boolean {
  const opcode = cursor.byte();
  if (opcode < 0) return false;
  let size = -1;
  if (opcode >= 0xa0 && opcode < 0xc0) size = opcode & 0x1f;
  else if (opcode >= 0xd9 && opcode < 0xdc) size = cursor.length(opcode - 0xd9);
  else cursor.wrong('str', gotOf(opcode));
  if (size < 0 || !cursor.has(size)) return false;
  cursor.textStart = cursor.pos;
  cursor.textSize = size;
  cursor.pos += size;
  return true;
}

/** Reads a tag of this kind. */
export function readTag(cursor: Cursor, kind: 'str' | 'int'): TagRead {
  if (kind === 'int') return readTagInt(cursor);
  return readStr(cursor) ? lastKey(cursor) : null;
}

function readTagInt(cursor: Cursor): number | bigint | null {
  const opcode = cursor.byte();
  if (opcode < 0) return null;
  if (opcode < 0x80) return opcode;
  if (opcode >= 0xe0) return opcode - 0x100;
  return opcode >= 0xcc && opcode < 0xd4 ? readInt(cursor, opcode) : cursor.wrong('int', gotOf(opcode));
}
