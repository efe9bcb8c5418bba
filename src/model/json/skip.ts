import type { Cursor } from '../cursor.js';
import { QUOTE, malformed, nextItem, nextKey, passColon, peek } from './scan.js';
import { scanNumber } from './scanNumber.js';
import { skipText } from './readText.js';

/** Goes past one value of any kind; false when decoding has ended. Only the grammar is judged: no UTF-8, no range. */
export function skip(cursor: Cursor): boolean {
  const byte = peek(cursor);
  switch (byte) {
    case -1:
      return false;
    case 0x6e:
      return skipWord(cursor, 'null');
    case 0x74:
      return skipWord(cursor, 'true');
    case 0x66:
      return skipWord(cursor, 'false');
    case QUOTE:
      return skipText(cursor);
    case 0x5b:
      return skipArray(cursor);
    case 0x7b:
      return skipObject(cursor);
    default:
      return skipNumber(cursor);
  }
}

/** A word must be there whole before its letters are looked at. */
function skipWord(cursor: Cursor, word: string): boolean {
  cursor.pos++;
  const size = word.length - 1;
  if (!cursor.has(size)) return false;
  for (let i = 0; i < size; i++) {
    if (cursor.bytes[cursor.pos + i] !== word.charCodeAt(i + 1))
      return malformed(cursor, 'invalid character') !== null;
  }
  cursor.pos += size;
  return true;
}

function skipArray(cursor: Cursor): boolean {
  cursor.pos++;
  if (!cursor.enter()) return false;
  for (let isFirst = true; ; isFirst = false) {
    const found = nextItem(cursor, isFirst);
    if (found !== 'item') return left(cursor, found);
    if (!skip(cursor)) return false;
  }
}

function skipObject(cursor: Cursor): boolean {
  cursor.pos++;
  if (!cursor.enter()) return false;
  for (let isFirst = true; ; isFirst = false) {
    const found = nextKey(cursor, isFirst, `expected '"'`);
    if (found !== 'item') return left(cursor, found);
    if (!skipText(cursor) || !passColon(cursor) || !skip(cursor)) return false;
  }
}

function left(cursor: Cursor, found: 'end' | null): boolean {
  cursor.level--;
  return found === 'end';
}

function skipNumber(cursor: Cursor): boolean {
  const { to, fault } = scanNumber(cursor.bytes, cursor.pos, cursor.end);
  cursor.pos = to;
  if (fault === null) return true;
  return malformed(cursor, fault === 'no digits' ? 'invalid character' : fault) !== null;
}
