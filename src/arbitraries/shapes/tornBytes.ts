import { raw, type WireValue } from '../../wire/index.js';
import { anyBytes } from '../buffers.js';
import type { Draw } from '../draw.js';
import { joinBytes } from '../joinBytes.js';
import type { Making } from '../making.js';
import { nodesOf, replaced } from '../nodes.js';
import { always, type ShapeRule } from '../shape.js';
import type { Target } from '../targets.js';

function frame(making: Making, target: Target): Uint8Array {
  return target.write(target.make(making));
}

export const truncated: ShapeRule = {
  about: 'a valid message that ends too early',
  hostile: true,
  fits: always,
  make(making, target) {
    const bytes = frame(making, target);
    return raw(bytes.slice(0, making.draw.below(bytes.length)));
  },
};

const TRAILERS: readonly Uint8Array[] = [
  [0x00],
  [0xc0],
  [0xc1],
  [0xff],
  [0x80],
  [0x0a],
  [0xdd, 0xff, 0xff, 0xff, 0xff],
].map((bytes) => Uint8Array.from(bytes));

export const trailingBytes: ShapeRule = {
  about: 'a valid message with bytes after its end, or with another message',
  hostile: true,
  fits: always,
  make(making, target) {
    const { draw } = making;
    const bytes = frame(making, target);
    const way = draw.below(4);
    if (way < 2) return raw(joinBytes(bytes, draw.pick(TRAILERS)));
    return raw(joinBytes(bytes, way === 2 ? bytes : joinBytes(anyBytes(draw), Uint8Array.of(0))));
  },
};

export const reservedByte: ShapeRule = {
  about: '0xc1, which begins no value, in the place of a value or a key',
  hostile: true,
  fits: always,
  make(making, target) {
    const message = target.make(making);
    const reserved = raw(Uint8Array.of(0xc1));
    return replaced(message, making.draw.pick(nodesOf(message)).place, () => reserved);
  },
};

/** A length that is not the true one: one off, far off, as far off as a header can say. */
function lie(draw: Draw, length: number): number {
  const lies = [
    length + 1,
    length - 1,
    0,
    15,
    16,
    255,
    65_535,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32 - 1,
    length * 2 + 1,
  ];
  return draw.pick(lies.filter((other) => other >= 0 && other !== length));
}

function lying(draw: Draw, value: WireValue): WireValue {
  switch (value.kind) {
    case 'str':
    case 'bin':
    case 'ext':
      return { ...value, declared: lie(draw, value.bytes.length) };
    case 'array':
      return { ...value, declared: lie(draw, value.items.length) };
    case 'map':
      return { ...value, declared: lie(draw, value.entries.length) };
    case 'nil':
    case 'bool':
    case 'int':
    case 'float':
    case 'raw':
      return value;
  }
}

export const lyingLength: ShapeRule = {
  about: 'a header that claims another length than what follows has',
  hostile: true,
  fits: always,
  make(making, target) {
    const { draw } = making;
    const message = target.make(making);
    const candidates = nodesOf(message).filter(
      ({ value }) => 'bytes' in value || 'items' in value || 'entries' in value,
    );
    return replaced(message, draw.pick(candidates).place, (value) => lying(draw, value));
  },
};

export const emptyFrame: ShapeRule = {
  about: 'a frame without a byte',
  hostile: true,
  fits: always,
  make: () => raw(new Uint8Array()),
};
