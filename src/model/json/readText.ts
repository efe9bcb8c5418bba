import type { Cursor } from '../cursor.js';
import { BACKSLASH, QUOTE, malformed } from './scan.js';

/**
 * Reads a string, whose opening quote is next, as the text read last: a part of the bytes, or of a copy where it has
 * escapes. Its UTF-8 is not judged. False when decoding has ended.
 */
export function readText(cursor: Cursor): boolean {
  cursor.pos++;
  const start = cursor.pos;
  if (!toSpecial(cursor)) return false;
  if (cursor.bytes[cursor.pos] === BACKSLASH) return readEscaped(cursor, start);
  if (cursor.bytes[cursor.pos] !== QUOTE) return malformed(cursor, 'invalid character') !== null;
  cursor.textIn = cursor.bytes;
  cursor.textStart = start;
  cursor.textSize = cursor.pos++ - start;
  return true;
}

/** Goes past a string, whose opening quote is next. What is wrong with it is worded in another way than when it is read. */
export function skipText(cursor: Cursor): boolean {
  cursor.pos++;
  while (toSpecial(cursor)) {
    const byte = cursor.bytes[cursor.pos];
    if (byte !== QUOTE && byte !== BACKSLASH) return malformed(cursor, 'invalid character') !== null;
    cursor.pos++;
    if (byte === QUOTE) return true;
    if (!cursor.has(1)) return false;
    const letter = cursor.bytes[cursor.pos] ?? 0;
    if (letter !== LETTER_U && ESCAPED[letter] === undefined) {
      return malformed(cursor, 'invalid escaped character') !== null;
    }
    cursor.pos++;
    if (letter === LETTER_U && readCodePoint(cursor, 'unexpected end of hex escape') < 0) return false;
  }
  return false;
}

const LETTER_U = 0x75;

/** By the letter of an escape: the byte that it stands for. */
const ESCAPED: readonly (number | undefined)[] = Array.from({ length: 256 }, (_, letter) => {
  const at = '"\\/bfnrt'.indexOf(String.fromCharCode(letter));
  return at < 0 ? undefined : '"\\/\b\f\n\r\t'.charCodeAt(at);
});

/** Goes to the next quote, backslash or control character; false when there is none. */
function toSpecial(cursor: Cursor): boolean {
  const { bytes, end } = cursor;
  for (let at = cursor.pos; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE || byte === BACKSLASH || byte < 0x20) {
      cursor.pos = at;
      return true;
    }
  }
  cursor.pos = end;
  return cursor.has(1);
}

/** Reads on at the first backslash of a string that began at `start`. */
function readEscaped(cursor: Cursor, start: number): boolean {
  const { bytes } = cursor;
  const out: number[] = [];
  let from = start;
  for (;;) {
    for (let i = from; i < cursor.pos; i++) out.push(bytes[i] ?? 0);
    const byte = bytes[cursor.pos];
    if (byte !== QUOTE && byte !== BACKSLASH) return malformed(cursor, 'invalid character') !== null;
    cursor.pos++;
    if (byte === QUOTE) break;
    if (!readEscape(cursor, out)) return false;
    from = cursor.pos;
    if (!toSpecial(cursor)) return false;
  }
  cursor.textIn = Uint8Array.from(out);
  cursor.textStart = 0;
  cursor.textSize = out.length;
  return true;
}

function readEscape(cursor: Cursor, out: number[]): boolean {
  const letter = cursor.byte();
  if (letter < 0) return false;
  const plain = ESCAPED[letter];
  if (plain !== undefined) {
    out.push(plain);
    return true;
  }
  if (letter !== LETTER_U) return malformed(cursor, 'invalid escape character in string') !== null;
  const code = readCodePoint(cursor, 'unexpected end of escaped utf-16 surrogate pair');
  if (code >= 0) out.push(...Buffer.from(String.fromCodePoint(code)));
  return code >= 0;
}

/** The code point of a `\u` escape, of both where they are a pair; -1 when decoding has ended. */
function readCodePoint(cursor: Cursor, unlessPair: string): number {
  const first = readUnit(cursor);
  if (first < 0xd800 || first > 0xdfff) return first;
  const invalid = 'invalid utf-16 surrogate pair';
  if (first >= 0xdc00) {
    malformed(cursor, invalid);
    return -1;
  }
  if (!cursor.has(6)) return -1;
  const { bytes, pos } = cursor;
  if (bytes[pos] !== BACKSLASH || bytes[pos + 1] !== LETTER_U) {
    malformed(cursor, unlessPair);
    return -1;
  }
  cursor.pos += 2;
  const second = readUnit(cursor);
  if (second >= 0xdc00 && second <= 0xdfff) return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
  if (second >= 0) malformed(cursor, invalid);
  return -1;
}

/** Four hexadecimal digits; -1 when decoding has ended. */
function readUnit(cursor: Cursor): number {
  if (!cursor.has(4)) return -1;
  let unit = 0;
  for (let i = 0; i < 4; i++) {
    const digit = Number.parseInt(String.fromCharCode(cursor.byte()), 16);
    if (Number.isNaN(digit)) {
      malformed(cursor, 'invalid character in unicode escape');
      return -1;
    }
    unit = unit * 16 + digit;
  }
  return unit;
}
