import { bin, type WireValue } from '../../wire/index.js';
import { byteText } from '../byteText.js';
import type { Cursor } from '../cursor.js';
import { decodeText as decodeStr, decodeTextAs } from '../decodeText.js';
import type { BytesRule, Plan } from '../plan.js';
import { lastBytes } from '../tag.js';
import { takeNumberKey } from './decodeNumber.js';
import { readText } from './readText.js';

/** Decodes a string: as str, as one of the types that are written as text, or as base64 of bytes. */
export function decodeText(cursor: Cursor, plan: Plan): WireValue | null {
  if (!readText(cursor)) return null;
  const bytes = lastBytes(cursor);
  if (plan.any) return decodeStr(cursor, bytes, null);
  if (plan.text !== null) return decodeTextAs(cursor, plan.text, bytes);
  return plan.bytes === null ? cursor.wrong(plan.want, 'str') : decodeBase64(cursor, plan.bytes, bytes);
}

/** Decodes the name of a dict's entry, which stands for a key of any type that can be read from text. */
export function decodeKey(cursor: Cursor, plan: Plan): WireValue | null {
  cursor.valueAt = cursor.pos;
  if (!readText(cursor)) return null;
  const bytes = lastBytes(cursor);
  if (plan.raw) return cursor.ask('raw bytes as a key');
  if (plan.any || plan.text?.kind === 'str') return decodeStrKey(cursor, plan, bytes);
  const isDecimal = plan.text?.kind === 'decimal';
  if (plan.int !== null || plan.intMembers !== null || plan.float !== null || isDecimal) {
    const number = takeNumberKey(cursor, plan, bytes);
    if (number !== undefined) return number;
  }
  if (plan.text !== null && !isDecimal) return decodeTextAs(cursor, plan.text, bytes);
  const isBytes = plan.bytes !== null && plan.bytes.as !== 'bytearray';
  return isBytes ? decodeBase64(cursor, plan.bytes, bytes) : cursor.wrong(plan.want, 'str');
}

function decodeStrKey(cursor: Cursor, plan: Plan, bytes: Uint8Array): WireValue | null {
  const rule = plan.text?.kind === 'str' && !plan.any ? plan.text : null;
  const value = decodeStr(cursor, bytes, rule);
  if (value === null || plan.custom === null) return value;
  return cursor.unknown(`only Python can make or check a ${plan.custom}`, value);
}

const BASE64 = /^[A-Za-z0-9+/]*$/;
const EQUALS = 0x3d;

/** How many bytes they would be is judged before whether they are base64; bits that are left over do not count. */
function decodeBase64(cursor: Cursor, rule: BytesRule, text: Uint8Array): WireValue | null {
  const { length } = text;
  if (length % 4 !== 0) return cursor.invalid('Invalid base64 encoded string');
  const padding = (text[length - 1] === EQUALS ? 1 : 0) + (text[length - 2] === EQUALS ? 1 : 0);
  const size = (length / 4) * 3 - padding;
  if (size < rule.min) return cursor.invalid(`Expected \`bytes\` of length >= ${rule.min}`);
  if (size > rule.max) return cursor.invalid(`Expected \`bytes\` of length <= ${rule.max}`);
  const digits = byteText(text, 0, length - padding);
  if (!BASE64.test(digits)) return cursor.invalid('Invalid base64 encoded string');
  return bin(Buffer.from(digits, 'base64'));
}
