import type { Cursor } from '../cursor.js';

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
const [COMMA, COLON] = [0x2c, 0x3a] as const;
const [CLOSE_ARRAY, CLOSE_OBJECT] = [0x5d, 0x7d] as const;

/** Ends decoding at malformed JSON, just before this position. */
export function malformed(cursor: Cursor, why: string): null {
  return cursor.refuse('DecodeError', `JSON is malformed: ${why} (byte ${cursor.pos})`);
}

export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** The next byte that is no blank, which is not taken; -1 when there is none, and decoding has ended. */
export function peek(cursor: Cursor): number {
  const { bytes, end } = cursor;
  for (; cursor.pos < end; cursor.pos++) {
    const byte = bytes[cursor.pos] ?? 0;
    if (!isSpace(byte)) return byte;
  }
  return cursor.has(1) ? 0 : -1;
}

/**
 * Goes on to the next item of an array, past the comma; `end`: past the bracket; null: decoding has ended. `isFirst`:
 * no comma belongs before it.
 */
export function nextItem(cursor: Cursor, isFirst: boolean): 'item' | 'end' | null {
  return next(cursor, isFirst, CLOSE_ARRAY, 'array');
}

/** Goes on to the key of the next entry of an object, in the same way, and makes sure that it is text. */
export function nextKey(cursor: Cursor, isFirst: boolean, unlessText: string): 'item' | 'end' | null {
  const found = next(cursor, isFirst, CLOSE_OBJECT, 'object');
  if (found !== 'item' || cursor.bytes[cursor.pos] === QUOTE) return found;
  return malformed(cursor, unlessText);
}

/** What is said of a key that is no text, where it is read. */
export const KEYS_ARE_TEXT = 'object keys must be strings';

function next(
  cursor: Cursor,
  isFirst: boolean,
  close: number,
  kind: 'array' | 'object',
): 'item' | 'end' | null {
  let byte = peek(cursor);
  if (byte === close) {
    cursor.pos++;
    return 'end';
  }
  if (byte === COMMA && !isFirst) {
    cursor.pos++;
    byte = peek(cursor);
    if (byte === close) return malformed(cursor, `trailing comma in ${kind}`);
  } else if (byte >= 0 && !isFirst) {
    return malformed(cursor, `expected ',' or '${String.fromCharCode(close)}'`);
  }
  return byte < 0 ? null : 'item';
}

/** Goes past the colon after a key; false when decoding has ended. */
export function passColon(cursor: Cursor): boolean {
  const byte = peek(cursor);
  if (byte === COLON) cursor.pos++;
  else if (byte >= 0) malformed(cursor, "expected ':'");
  return byte === COLON;
}
