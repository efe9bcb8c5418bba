import type { Draw } from './draw.js';

/** Bytes where readers have their limits. */
const EDGES: readonly number[] = [0x00, 0x01, 0x22, 0x5c, 0x7f, 0x80, 0xc1, 0xdd, 0xdf, 0xed, 0xff];

/** A damaged copy: some bits turned, cut short, part doubled or moved, spliced with another, a piece put in, a length that lies. */
export function mutate(
  draw: Draw,
  input: Uint8Array,
  other: Uint8Array,
  pieces: readonly Uint8Array[],
): Uint8Array {
  let bytes = input;
  for (let rounds = 1 + draw.length(4); rounds > 0; rounds -= 1) bytes = once(draw, bytes, other, pieces);
  return bytes;
}

function once(draw: Draw, input: Uint8Array, other: Uint8Array, pieces: readonly Uint8Array[]): Uint8Array {
  const at = draw.below(input.length + 1);
  const to = Math.min(input.length, at + draw.length(40));
  switch (draw.below(9)) {
    case 0:
      return changed(input, at, (byte) => byte ^ (1 << draw.below(8)));
    case 1:
      return changed(input, at, () => draw.pick(EDGES));
    case 2:
      return changed(input, at, () => draw.byte());
    case 3:
      return input.subarray(0, at);
    case 4:
      return joined(input.subarray(0, at), input.subarray(to));
    case 5:
      return joined(input.subarray(0, to), input.subarray(at));
    case 6:
      return joined(input.subarray(0, at), other.subarray(draw.below(other.length + 1)));
    case 7:
      return joined(
        input.subarray(0, at),
        Buffer.alloc(1 + draw.length(8), draw.pick(EDGES)),
        input.subarray(to),
      );
    default:
      return joined(input.subarray(0, at), draw.pick(pieces), input.subarray(draw.rarely(2) ? at : to));
  }
}

function changed(input: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(input);
  const byte = copy[at];
  if (byte !== undefined) copy[at] = change(byte);
  return copy;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
