import { float64, floatBits, type WireValue } from '../../wire/index.js';
import { byteText } from '../byteText.js';
import type { Cursor } from '../cursor.js';
import { narrow, takeFloat, takeInt } from '../decodeNumber.js';
import { decimalOfText } from '../decodeText.js';
import type { Plan } from '../plan.js';
import { malformed } from './scan.js';
import { scanNumber } from './scanNumber.js';

/** Decodes the number that is next, or tells that nothing that is a value is. */
export function decodeNumber(cursor: Cursor, plan: Plan): WireValue | null {
  const start = cursor.pos;
  const { to, fault, isFloat } = scanNumber(cursor.bytes, start, cursor.end);
  cursor.pos = to;
  if (fault === 'invalid number') return malformed(cursor, fault);
  if (fault !== null) {
    const isCut = to === cursor.end;
    return malformed(cursor, isCut ? 'invalid number' : 'invalid character');
  }
  const text = byteText(cursor.bytes, start, to);
  return isFloat ? takeReal(cursor, plan, text, 'float') : takeInteger(cursor, plan, text, 'int');
}

/** How many characters an integer may have that Python reads from text. */
const INT_TEXT_MAX = 4300;
/** Up to so many characters a JavaScript number is exact. */
const EXACT_MAX = 15;
/** An integer of 64 bits has no more characters. */
const WIDE_MIN = 21;

/** Decodes a number without fraction and exponent. One that 64 bits do not hold is an int only where plain ints are. */
export function takeInteger(cursor: Cursor, plan: Plan, text: string, got: 'int' | 'str'): WireValue | null {
  // Adding zero makes 0 of -0.
  if (text.length <= EXACT_MAX) return takeInt(cursor, plan, Number(text) + 0, got);
  const wrapped = cursor.quirks.has('wrapped-json-ints') ? wrappedInt(text) : null;
  if (wrapped !== null) return takeInt(cursor, plan, narrow(wrapped), got);
  const isPlain = plan.any || plan.int !== null;
  if (isPlain && text.length > INT_TEXT_MAX) return cursor.invalid('Integer value out of range');
  const value = text.length >= WIDE_MIN && !isPlain ? null : BigInt(text);
  if (value !== null && (isPlain || isNarrow(value))) return takeInt(cursor, plan, narrow(value), got);
  return takeReal(cursor, plan, text, got === 'int' ? 'float' : got);
}

const WRAPPED = /^(-?)(1\d{19})$/;

/** What an old version makes of an integer past 2^64 that it takes for one of 64 bits; null: it does not. */
function wrappedInt(text: string): bigint | null {
  const [, sign, digits = ''] = WRAPPED.exec(text) ?? [];
  if (sign === undefined) return null;
  const rest = BigInt(digits) - 2n ** 64n;
  if (rest <= 10n ** 18n) return null;
  return sign === '-' ? -rest : rest;
}

function isNarrow(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value || BigInt.asUintN(64, value) === value;
}

/** Decodes any other number. A decimal keeps its text, else a double must hold it, whatever the type. */
export function takeReal(cursor: Cursor, plan: Plan, text: string, got: 'float' | 'str'): WireValue | null {
  if (!plan.any && plan.float === null && plan.text?.kind === 'decimal') return decimalOfText(cursor, text);
  const value = Number(text);
  if (!Number.isFinite(value)) return cursor.invalid('Number out of range');
  return takeFloat(cursor, plan, value, float64(value), got);
}

const NOT_FINITE = /^-?(?:nan|inf|infinity)$/i;
const NAN_BITS = 0x7ff8_0000_0000_0000n;
const SIGN_BIT = 1n << 63n;

/** Decodes the text of a key as a number; undefined when it is none. */
export function takeNumberKey(cursor: Cursor, plan: Plan, text: Uint8Array): WireValue | null | undefined {
  const { to, fault, isFloat } = scanNumber(text, 0, text.length);
  const read = byteText(text);
  if (fault === null && to === text.length) {
    return isFloat ? takeReal(cursor, plan, read, 'str') : takeInteger(cursor, plan, read, 'str');
  }
  if (fault !== 'no digits' || !NOT_FINITE.test(read)) return undefined;
  if (!plan.any && plan.float === null && plan.text?.kind === 'decimal') return decimalOfText(cursor, read);
  const sign = read.startsWith('-') ? -1 : 1;
  const isNan = /n$/i.test(read);
  const written = isNan ? floatBits(64, sign < 0 ? NAN_BITS | SIGN_BIT : NAN_BITS) : float64(sign * Infinity);
  return takeFloat(cursor, plan, isNan ? NaN : sign * Infinity, written, 'str');
}
