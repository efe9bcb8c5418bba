import { byteText } from '../byteText.js';
import type { Cursor } from '../cursor.js';
import { narrow } from '../decodeNumber.js';
import { lastKey, type TagRead } from '../tag.js';
import { readText } from './readText.js';
import { QUOTE, peek } from './scan.js';
import { scanNumber } from './scanNumber.js';
import { skip } from './skip.js';

/** Reads a tag of this kind. Anything else must at least be well-formed before it is refused. */
export function readTag(cursor: Cursor, kind: 'str' | 'int'): TagRead {
  const byte = peek(cursor);
  if (byte < 0) return null;
  cursor.valueAt = cursor.pos;
  if (kind === 'str') {
    if (byte !== QUOTE) return refuse(cursor, kind);
    return readText(cursor) ? lastKey(cursor) : null;
  }
  const { to, fault, isFloat } = scanNumber(cursor.bytes, cursor.pos, cursor.end);
  // No integer of 64 bits is longer.
  if (fault !== null || isFloat || to - cursor.pos > 20) return refuse(cursor, kind);
  const value = BigInt(byteText(cursor.bytes, cursor.pos, to));
  if (value < -(2n ** 63n) || value >= 2n ** 64n) return refuse(cursor, kind);
  cursor.pos = to;
  return narrow(value);
}

function refuse(cursor: Cursor, kind: 'str' | 'int'): null {
  return skip(cursor) ? cursor.invalid(`Expected \`${kind}\``) : null;
}
