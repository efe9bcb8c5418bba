import type { WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';
import { joinBytes, repeatBytes } from './joinBytes.js';

const EVERY_BYTE: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const utf8 = new TextEncoder();

function ofHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** What a reader may take for something else: text, JSON, msgpack, pickle, compressed data, ill-formed UTF-8. */
const LOOKALIKES: readonly Uint8Array[] = [
  ['', 'text', '{"op":"echo"}', 'null', '\ufeff', '\u0000'].map((each) => utf8.encode(each)),
  ['c0', 'c1', '81a16101', 'ddffffffff', '80044e2e', '1f8b08', 'fffe', 'eda080', '00000000'].map(ofHex),
  [EVERY_BYTE, EVERY_BYTE.toReversed()],
].flat();

/** Around the sizes at which headers grow, copies become shared buffers, and typed arrays need alignment. */
const SIZES: readonly number[] = [
  0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 127, 128, 129, 255, 256, 257, 1023, 4096,
];

/** Bytes of any kind, up to a few kilobytes. */
export function anyBytes(draw: Draw): Uint8Array {
  const way = draw.below(4);
  if (way === 0) return draw.pick(LOOKALIKES);
  if (way === 1) return Uint8Array.from(draw.list(0, 64, 6, () => draw.below(256)));
  if (way === 2) return repeatBytes(EVERY_BYTE, draw.pick(SIZES), 0xff);
  return joinBytes(draw.pick(LOOKALIKES), draw.pick(LOOKALIKES));
}

export function anyBuffer(draw: Draw): WireValue {
  return { kind: 'bin', bytes: anyBytes(draw) };
}

/** Bytes of a length from `min` to `max`. */
export function bytesOfLength(draw: Draw, min: number, max: number): WireValue {
  return { kind: 'bin', bytes: repeatBytes(EVERY_BYTE, min + draw.skewed(Math.min(max - min, 300)), 0x7f) };
}
