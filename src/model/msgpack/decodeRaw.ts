import { decode, type WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import { skip } from './skip.js';

/** Any well-formed value, kept as its bytes and written again as they are; its text may be ill-formed. */
export function decodeRaw(cursor: Cursor): WireValue | null {
  const start = cursor.pos;
  if (!skip(cursor)) return null;
  const decoded = decode(cursor.bytes.subarray(start, cursor.pos));
  return decoded.kind === 'value' ? decoded.value : cursor.ask('bytes that the wire room cannot read');
}
