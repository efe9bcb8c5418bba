import { bin, ext, type WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import type { Plan } from '../plan.js';
import { readTimestamp, writeTimestamp, type TimestampFault } from '../timestamp.js';
import { uuidOfBytes } from '../uuid.js';

/** Decodes a bin of `size` bytes (-1: decoding has ended): its length is judged before the bytes must be there. */
export function decodeBin(cursor: Cursor, plan: Plan, size: number): WireValue | null {
  if (size < 0) return null;
  const rule = plan.bytes;
  if (rule !== null && size < rule.min) return cursor.invalid(`Expected \`bytes\` of length >= ${rule.min}`);
  if (rule !== null && size > rule.max) return cursor.invalid(`Expected \`bytes\` of length <= ${rule.max}`);
  if (!cursor.has(size)) return null;
  const bytes = cursor.take(size);
  if (plan.any || rule !== null) return bin(bytes);
  if (plan.text?.kind !== 'uuid') return cursor.wrong(plan.want, 'bytes');
  return size === 16 ? uuidOfBytes(bytes) : cursor.invalid('Invalid UUID bytes');
}

/** Decodes an ext of `size` bytes (-1: decoding has ended), of which the code is read first. */
export function decodeExt(cursor: Cursor, plan: Plan, size: number): WireValue | null {
  if (size < 0) return null;
  const code = (cursor.byte() << 24) >> 24;
  if (cursor.failure !== null || !cursor.has(size)) return null;
  const bytes = cursor.take(size);
  const datetime = plan.any || plan.text?.kind === 'datetime';
  if (datetime && code === -1) return decodeTimestamp(cursor, plan, bytes);
  return plan.any || plan.ext ? ext(code, bytes) : cursor.wrong(plan.want, 'ext');
}

const SAID = {
  shape: 'Invalid MessagePack timestamp',
  nanoseconds: 'Invalid MessagePack timestamp: nanoseconds out of range',
  // The blank stands there also when no path follows it.
  range: 'Timestamp is out of range ',
} satisfies Partial<Record<TimestampFault, string>>;

function decodeTimestamp(cursor: Cursor, plan: Plan, bytes: Uint8Array): WireValue | null {
  const read = readTimestamp(bytes);
  if (typeof read === 'string' && read !== 'year-10000') return cursor.invalid(SAID[read]);
  if (plan.text?.kind === 'datetime' && plan.text.zone === 'naive') {
    return cursor.invalid('Expected `datetime` with no timezone component');
  }
  // The text is Python's own and has changed.
  if (typeof read === 'string') return cursor.refuse('ValueError', null);
  return ext(-1, writeTimestamp(read));
}
