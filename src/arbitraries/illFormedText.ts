import type { WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';
import { joinBytes } from './joinBytes.js';

/** Bytes that UTF-8 forbids, by kind. */
const PIECES: readonly (readonly number[])[] = [
  // Lone surrogates as other encodings write them (high, low, in the wrong order, a pair), the bounds of their range.
  ...[[0xed, 0xa0, 0x80], [0xed, 0xb0, 0x80], [0xed, 0xb0, 0x80, 0xed, 0xa0, 0x80]],
  ...[[0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], [0xed, 0xaf, 0xbf], [0xed, 0xbf, 0xbf]],
  // Longer than needed: NUL, slash and DEL in two, three and four bytes.
  ...[[0xc0, 0x80], [0xc0, 0xaf], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xf0, 0x80, 0x80, 0x80]],
  // Never part of UTF-8; beyond U+10FFFF; five and six bytes.
  ...[[0xff], [0xfe], [0xf5, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]],
  ...[[0xfc, 0x84, 0x80, 0x80, 0x80, 0x80], [0xfe, 0xff], [0xff, 0xfe]],
  // A continuation alone; sequences torn after one, two and three bytes; Latin-1.
  ...[[0x80], [0xbf, 0xbf], [0xc3], [0xe2, 0x82], [0xf0, 0x9f], [0xf0, 0x9f, 0x98], [0xe9], [0xc3, 0x28]],
];

export const ILL_FORMED: readonly Uint8Array[] = PIECES.map((piece) => Uint8Array.from(piece));

const AROUND: readonly Uint8Array[] = [0, 1, 3, 31, 63, 64, 300].map((length) => new Uint8Array(length).fill(0x61));

/** A str whose bytes are no UTF-8, short or long, with the fault at its start, in the middle or at its end. */
export function illFormedText(draw: Draw): WireValue {
  const fault = draw.pick(ILL_FORMED);
  return { kind: 'str', bytes: joinBytes(draw.pick(AROUND), fault, draw.pick(AROUND)) };
}
