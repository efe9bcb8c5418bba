import { Reader } from './reader.js';

/**
 * Where a value stands within another: at each level, the how-manieth value of the container it is. The items of an
 * array count 0, 1, 2; a map counts the key of entry `i` as `2 * i` and its value as `2 * i + 1`. Empty: the root.
 */
export type Position = readonly number[];

/** The byte at which the value at a position begins; null when the bytes have no such value. */
export function offsetOf(bytes: Uint8Array, position: Position): number | null {
  const reader = new Reader(bytes, false);
  for (const step of position) {
    if (reader.next() === null || step >= reader.within) return null;
    for (let i = 0; i < step; i += 1) if (!skip(reader)) return null;
  }
  return reader.at < bytes.length ? reader.at : null;
}

function skip(reader: Reader): boolean {
  for (let left = 1; left > 0; left -= 1) {
    if (reader.next() === null) return false;
    left += reader.within;
  }
  return true;
}
