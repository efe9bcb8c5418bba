import { int, nil, type Entry, type WireValue } from '../../wire/index.js';
import { codeOfLength } from '../code.js';
import type { Draw } from '../draw.js';
import { repeatBytes } from '../joinBytes.js';
import type { Maker, Making } from '../making.js';
import { always, isMap, type ShapeRule } from '../shape.js';
import { withExtra } from './extraFields.js';

const KIB = 2 ** 10;
/** Where transports and codecs change: one below, exactly, one above. */
const SIZES: readonly number[] = [64 * KIB, 1024 * KIB, 10 * 1024 * KIB].flatMap((size) => [
  size - 1,
  size,
  size + 1,
]);
/** What a large text is made of: one, two, three and four bytes a character. */
const UNITS: readonly string[] = ['x', 'é', '日', '😀'];
const utf8 = new TextEncoder();

/** One of the sizes that there is room for; the smallest in any case. */
function largeSize({ draw, room }: Making): number {
  const fitting = SIZES.filter((bytes) => bytes + KIB <= room);
  return fitting.length === 0 ? 64 * KIB : draw.pick(fitting);
}

function largeText(making: Making): WireValue {
  return { kind: 'str', bytes: repeatBytes(utf8.encode(making.draw.pick(UNITS)), largeSize(making), 0x61) };
}

function largeBuffer(making: Making): WireValue {
  const unit = Uint8Array.from({ length: 251 }, (_, byte) => byte);
  return { kind: 'bin', bytes: repeatBytes(unit, largeSize(making), 0xff) };
}

function largeCode(making: Making): WireValue {
  return { kind: 'str', bytes: codeOfLength(making.draw.pick(UNITS), largeSize(making)) };
}

export const largePayload: ShapeRule = {
  about: 'one text, piece of code or buffer of 64 KiB, 1 MiB or 10 MiB, a byte more or less',
  hostile: false,
  fits: always,
  make(making, target) {
    let done = false;
    // The first leaf that takes it is the large one; the others stay small.
    const once =
      (large: Maker, small: WireValue, chance: number): Maker =>
      (inner) => {
        if (done || !inner.draw.chance(chance, 4)) return small;
        done = true;
        return large(inner);
      };
    making.style = {
      text: once(largeText, SMALL_TEXT, target.record === null ? 4 : 1),
      bytes: once(largeBuffer, SMALL_BUFFER, 3),
      any: once(making.draw.chance(1, 2) ? largeBuffer : largeText, nil, 2),
      code: once(largeCode, SMALL_CODE, 3),
      generous: true,
    };
    const message = target.make(making);
    return done || message.kind !== 'map' ? message : withExtra(making, message, largeText(making));
  },
  cost: 400,
};

const SMALL_TEXT: WireValue = { kind: 'str', bytes: utf8.encode('small') };
const SMALL_CODE: WireValue = { kind: 'str', bytes: utf8.encode('1') };
const SMALL_BUFFER: WireValue = { kind: 'bin', bytes: Uint8Array.of(1, 2, 3) };

const ITEMS: readonly number[] = [15, 16, 17, 31, 32, 255, 256, 65_535, 65_536];
const ENTRIES: readonly number[] = [15, 16, 17, 31, 32, 255, 256, 1000];
const MANY_ENTRIES: readonly Entry[] = Array.from({ length: 1000 }, (_, at) => [
  { kind: 'str', bytes: utf8.encode(`k${at}`) },
  int(at),
]);

function wide({ draw, room }: Making): WireValue {
  if (draw.chance(1, 2)) {
    const fitting = ITEMS.filter((items) => 2 * items <= room);
    return { kind: 'array', items: Array.from<WireValue>({ length: draw.pick(fitting) }).fill(nil) };
  }
  return { kind: 'map', entries: MANY_ENTRIES.slice(0, draw.pick(ENTRIES)) };
}

export const wideContainer: ShapeRule = {
  about: 'an array or a map with as many items as make its header grow, in an extra field',
  hostile: false,
  fits: isMap,
  make(making, target) {
    return withExtra(making, target.make(making), wide(making));
  },
  cost: 40,
};

/** Five hundred containers must be taken; where recursion ends is anybody's guess. */
const DEPTHS: readonly number[] = [10, 100, 400, 498, 499, 500, 900, 1000, 1500, 5000, 10_000, 100_000];

function deep(draw: Draw, depthMax: number): WireValue {
  const depth = draw.pick(DEPTHS.filter((each) => each <= depthMax));
  const unit = draw.pick([
    [0x91],
    [0x81, 0xa1, 0x61],
    [0x81, 0xa1, 0x61, 0x91],
    [0x92, 0xc0],
    [0xdd, 0, 0, 0, 1],
  ]);
  const bytes = repeatBytes(Uint8Array.from(unit), unit.length * depth + 1, 0xc0).fill(0xc0, -1);
  return { kind: 'raw', bytes };
}

export const deepNesting: ShapeRule = {
  about: 'containers within containers, ten to a hundred thousand deep, in an extra field or alone',
  hostile: true,
  fits: always,
  make(making, target) {
    const { draw, room } = making;
    const nestedValue = deep(draw, Math.max(10, room / 5));
    const message = target.make(making);
    return message.kind === 'map' && !draw.chance(1, 8)
      ? withExtra(making, message, nestedValue)
      : nestedValue;
  },
  cost: 40,
};
