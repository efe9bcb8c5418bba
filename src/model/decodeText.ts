import { ext, str, textOf, type WireValue } from '../wire/index.js';
import { byteText } from './byteText.js';
import type { Cursor } from './cursor.js';
import { readDecimal, writeDecimal } from './decimalText.js';
import { decodeMember } from './decodeNumber.js';
import { readDuration, writeDuration, type DurationFault } from './duration.js';
import type { Members, TextRule } from './plan.js';
import { pythonRepr } from './pythonRepr.js';
import { readDate, readDateTime, readTime, writeDate, writeTime, type Clock } from './rfc3339.js';
import { momentOf, writeTimestamp } from './timestamp.js';
import { countCodePoints, findIllFormed, illFormedMessage } from './utf8.js';
import { uuidOfText } from './uuid.js';

/** Decodes text that is all there by the rule of its type. */
export function decodeTextAs(cursor: Cursor, rule: TextRule, bytes: Uint8Array): WireValue | null {
  switch (rule.kind) {
    case 'str':
      return decodeText(cursor, bytes, rule);
    case 'members':
      return decodeTextMember(cursor, rule, bytes);
    case 'datetime':
      return decodeDateTime(cursor, rule.zone, byteText(bytes));
    case 'date': {
      const day = readDate(byteText(bytes));
      return day === null ? cursor.invalid('Invalid RFC3339 encoded date') : written(writeDate(day));
    }
    case 'time': {
      const clock = readTime(byteText(bytes));
      if (clock === null) return cursor.invalid('Invalid RFC3339 encoded time');
      return zoneHolds(cursor, rule, clock) ? written(writeTime(clock)) : null;
    }
    case 'timedelta': {
      const micros = readDuration(byteText(bytes));
      return typeof micros === 'bigint' ? written(writeDuration(micros)) : durationFault(cursor, micros);
    }
    case 'uuid':
      return uuidOfText(byteText(bytes)) ?? cursor.invalid('Invalid UUID');
    case 'decimal':
      return decodeDecimal(cursor, bytes);
  }
}

type StrRule = Extract<TextRule, { readonly kind: 'str' }>;

/** Decodes a text as Python's str, of any length when there is no rule. */
export function decodeText(cursor: Cursor, bytes: Uint8Array, rule: StrRule | null): WireValue | null {
  const count = countCodePoints(bytes, 0, bytes.length);
  if (count < 0) return illFormed(cursor, bytes);
  if (rule === null) return str(bytes);
  if (count < rule.min) return cursor.invalid(`Expected \`str\` of length >= ${rule.min}`);
  if (count > rule.max) return cursor.invalid(`Expected \`str\` of length <= ${rule.max}`);
  return rule.pattern === null
    ? str(bytes)
    : cursor.unknown('a pattern of Python, which only Python can match', str(bytes));
}

/** Ends decoding where Python cannot make a str of these bytes. */
export function illFormed(cursor: Cursor, bytes: Uint8Array): null {
  const fault = findIllFormed(bytes, 0, bytes.length);
  return cursor.refuse('UnicodeDecodeError', fault === null ? null : illFormedMessage(bytes, 0, fault));
}

function decodeTextMember(cursor: Cursor, members: Members, bytes: Uint8Array): WireValue | null {
  const key = byteText(bytes);
  const found = members.values.get(key);
  if (found !== undefined) return found;
  const text = textOf(bytes);
  return text === null ? illFormed(cursor, bytes) : decodeMember(cursor, members, key, pythonRepr(text));
}

function decodeDateTime(cursor: Cursor, zone: 'any' | 'aware' | 'naive', text: string): WireValue | null {
  const at = readDateTime(text);
  if (at === null) return cursor.invalid('Invalid RFC3339 encoded datetime');
  if (!zoneHolds(cursor, { kind: 'datetime', zone }, at)) return null;
  if (at.offset === null) return written(`${writeDate(at)}T${writeTime(at)}`);
  const moment = momentOf(at, at.offset);
  if (moment !== null) return ext(-1, writeTimestamp(moment));
  cursor.doubt('a datetime whose moment lies outside the years of UTC cannot be encoded again');
  return written(text);
}

function zoneHolds(
  cursor: Cursor,
  rule: { readonly kind: string; readonly zone: 'any' | 'aware' | 'naive' },
  at: Clock,
): boolean {
  if (rule.zone === 'any' || (rule.zone === 'aware') === (at.offset !== null)) return true;
  const wanted = rule.zone === 'aware' ? 'a' : 'no';
  cursor.invalid(`Expected \`${rule.kind}\` with ${wanted} timezone component`);
  return false;
}

const DURATION_SAID = {
  invalid: 'Invalid ISO8601 duration',
  range: 'Duration is out of range',
  units: "Only units 'D', 'H', 'M', and 'S' are supported when parsing ISO8601 durations",
} satisfies Partial<Record<DurationFault, string>>;

function durationFault(cursor: Cursor, fault: DurationFault): null {
  if (fault === 'overflow') return cursor.ask('so many days that the arithmetic of the decoder wraps around');
  return cursor.invalid(DURATION_SAID[fault]);
}

function decodeDecimal(cursor: Cursor, bytes: Uint8Array): WireValue | null {
  const text = textOf(bytes);
  return text === null ? illFormed(cursor, bytes) : decimalOfText(cursor, text);
}

/** A decimal from its text. */
export function decimalOfText(cursor: Cursor, text: string): WireValue | null {
  const read = readDecimal(text);
  if (read === 'ask') return cursor.ask('a decimal that only Python can read');
  return read === 'invalid' ? cursor.invalid('Invalid decimal string') : written(writeDecimal(read));
}

function written(ascii: string): WireValue {
  return str(Buffer.from(ascii));
}
