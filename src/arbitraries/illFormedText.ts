import type { WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';
import { joinBytes } from './joinBytes.js';

/** Bytes that UTF-8 forbids, in hex, by kind. */
const PIECES: readonly string[] = [
  // Lone surrogates as other encodings write them (high, low, in the wrong order, a pair), the bounds of their range.
  ['eda080', 'edb080', 'edb080eda080', 'eda0bdedb880', 'edafbf', 'edbfbf'],
  // Longer than needed: NUL, slash and DEL in two, three and four bytes.
  ['c080', 'c0af', 'c1bf', 'e08080', 'e09fbf', 'f0808080'],
  // Never part of UTF-8; beyond U+10FFFF; five and six bytes.
  ['ff', 'fe', 'f5808080', 'f4908080', 'f888808080', 'fc8480808080', 'feff', 'fffe'],
  // A continuation alone; sequences torn after one, two and three bytes; Latin-1.
  ['80', 'bfbf', 'c3', 'e282', 'f09f', 'f09f98', 'e9', 'c328'],
].flat();

export const ILL_FORMED: readonly Uint8Array[] = PIECES.map((piece) =>
  Uint8Array.from(Buffer.from(piece, 'hex')),
);

const AROUND: readonly Uint8Array[] = [0, 1, 3, 31, 63, 64, 300].map((length) =>
  new Uint8Array(length).fill(0x61),
);

/** A str whose bytes are no UTF-8, short or long, with the fault at its start, in the middle or at its end. */
export function illFormedText(draw: Draw): WireValue {
  const fault = draw.pick(ILL_FORMED);
  return { kind: 'str', bytes: joinBytes(draw.pick(AROUND), fault, draw.pick(AROUND)) };
}
