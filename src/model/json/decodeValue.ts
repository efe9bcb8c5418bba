import { bool, nil, raw, type WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import type { Plan } from '../plan.js';
import { decodeArray } from './decodeArray.js';
import { decodeNumber } from './decodeNumber.js';
import { decodeObject } from './decodeObject.js';
import { decodeText } from './decodeText.js';
import { QUOTE, isSpace, malformed, peek } from './scan.js';
import { skip } from './skip.js';

/** Decodes the next value of a JSON document by a plan. Arrays and objects are judged at their first byte. */
export function decodeValue(cursor: Cursor, plan: Plan): WireValue | null {
  if (plan.raw) return decodeRaw(cursor);
  const value = decodeNext(cursor, plan);
  if (value === null || plan.custom === null || (value.kind === 'nil' && plan.nil)) return value;
  return cursor.unknown(`only Python can make or check a ${plan.custom}`, value);
}

/** The value that was read last, for people: as it stands in the document, cut when long. */
export function valueText(cursor: Cursor): string {
  cursor.pos = cursor.valueAt;
  skip(cursor);
  const text = Buffer.from(cursor.bytes.subarray(cursor.valueAt, cursor.pos)).toString();
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}...`;
}

const SHOWN_MAX = 60;

/** Ends decoding when something other than blanks follows the value; false then. */
export function endsThere(cursor: Cursor): boolean {
  while (cursor.pos < cursor.end) {
    if (!isSpace(cursor.bytes[cursor.pos++] ?? 0)) return malformed(cursor, 'trailing characters') !== null;
  }
  return true;
}

function decodeNext(cursor: Cursor, plan: Plan): WireValue | null {
  const byte = peek(cursor);
  cursor.valueAt = cursor.pos;
  switch (byte) {
    case -1:
      return null;
    case 0x6e:
      if (!passWord(cursor, 'null')) return null;
      return plan.any || plan.nil ? nil : cursor.wrong(plan.want, 'null');
    case 0x74:
      return passWord(cursor, 'true') ? decodeBool(cursor, plan, true) : null;
    case 0x66:
      return passWord(cursor, 'false') ? decodeBool(cursor, plan, false) : null;
    case QUOTE:
      return decodeText(cursor, plan);
    case 0x5b:
      return decodeArray(cursor, plan);
    case 0x7b:
      return decodeObject(cursor, plan);
    default:
      return decodeNumber(cursor, plan);
  }
}

/** A word must be there whole before its letters are looked at. */
function passWord(cursor: Cursor, word: string): boolean {
  cursor.pos++;
  const size = word.length - 1;
  if (!cursor.has(size)) return false;
  const start = cursor.pos;
  cursor.pos += size;
  for (let i = 0; i < size; i++) {
    if (cursor.bytes[start + i] !== word.charCodeAt(i + 1))
      return malformed(cursor, 'invalid character') !== null;
  }
  return true;
}

function decodeBool(cursor: Cursor, plan: Plan, value: boolean): WireValue | null {
  if (plan.any || plan.bool?.[value ? 'true' : 'false'] === true) return bool(value);
  if (plan.bool === null) return cursor.wrong(plan.want, 'bool');
  return cursor.invalid(`Invalid enum value ${value ? 'True' : 'False'}`);
}

/** Any well-formed value, kept as its bytes, without the blanks around it. */
function decodeRaw(cursor: Cursor): WireValue | null {
  if (peek(cursor) < 0) return null;
  const start = cursor.pos;
  return skip(cursor) ? raw(cursor.bytes.subarray(start, cursor.pos)) : null;
}
