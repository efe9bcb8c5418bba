import type { WireValue } from '../../wire/index.js';
import { anyExt, nested } from '../anyValue.js';
import { anyBuffer } from '../buffers.js';
import { bytesCode, floatCode, intCode, trickyCode } from '../code.js';
import type { Draw } from '../draw.js';
import { nonFinite } from '../floats.js';
import { illFormedText } from '../illFormedText.js';
import { edgeInt } from '../integers.js';
import type { Making, Style } from '../making.js';
import { nodesOf, replaced } from '../nodes.js';
import { always, isMap, type ShapeRule } from '../shape.js';
import { someType } from '../someType.js';
import type { Target } from '../targets.js';
import { trickyText } from '../texts.js';
import { timestamp } from '../timeTexts.js';
import { withExtra } from './extraFields.js';

/** The special leaf alone, or within a small structure. */
function special(leaf: (draw: Draw) => WireValue): Style['any'] & {} {
  return ({ draw }) => nested(draw, leaf, 2);
}

/** A message all of whose leaves of a kind are special ones, and one more in a field that its record does not have. */
function styled(style: Style, leaf: (draw: Draw) => WireValue): ShapeRule['make'] {
  const sparse: Style = { ...style, any: special(leaf) };
  const generous: Style = { ...sparse, generous: true };
  return (making: Making, target: Target) => {
    making.style = making.draw.chance(1, 3) ? generous : sparse;
    const message = target.make(making);
    return message.kind === 'map' && making.draw.chance(1, 2)
      ? withExtra(making, message, leaf(making.draw))
      : message;
  };
}

export const nonFiniteShape: ShapeRule = {
  about:
    'NaN with and without payload, both infinities, -0, in both widths, wherever a float or anything may stand',
  hostile: false,
  fits: isMap,
  make: styled({ float: ({ draw }) => nonFinite(draw), code: floatCode }, nonFinite),
};

export const intEdges: ShapeRule = {
  about:
    'integers around 2^8, 2^16, 2^31, 2^32, 2^53, 2^63 and 2^64 of either sign, in every width that holds them',
  hostile: false,
  fits: isMap,
  make: styled({ int: ({ draw }) => edgeInt(draw), code: intCode }, edgeInt),
};

export const textShape: ShapeRule = {
  about: 'emoji, joined and combining forms, NUL, byte order marks, right-to-left, controls, long runs',
  hostile: false,
  fits: (target) => isMap(target) || holdsText(target),
  make: styled({ text: ({ draw }) => trickyText(draw), code: trickyCode }, trickyText),
};

function holdsText({ schema, type }: Target): boolean {
  return someType(schema, type, ({ kind }) => kind === 'str');
}

export const illFormedTextShape: ShapeRule = {
  about: 'a str that is no UTF-8: lone surrogates, overlong forms, torn sequences; as value, key or tag',
  hostile: true,
  fits: always,
  make(making, target) {
    const message = target.make(making);
    const texts = nodesOf(message).filter(({ value }) => value.kind === 'str');
    if (texts.length === 0) return illFormedText(making.draw);
    return replaced(message, making.draw.pick(texts).place, () => illFormedText(making.draw));
  },
};

export const binaryBuffer: ShapeRule = {
  about:
    'buffers of every byte and of the lengths at which copies and alignment change, where bytes or anything may stand',
  hostile: false,
  fits: isMap,
  make: styled({ bytes: ({ draw }) => anyBuffer(draw), code: bytesCode }, anyBuffer),
};

export const unknownExt: ShapeRule = {
  about: 'extensions of any code, where anything may stand',
  hostile: false,
  fits: isMap,
  make: styled({}, anyExt),
};

/** Timestamps at the ends of what they can say, and beyond: no such length, no such nanosecond, no such year. */
function oddTimestamp(draw: Draw): WireValue {
  if (draw.chance(1, 4)) return timestamp(draw);
  if (draw.chance(1, 4))
    return { kind: 'ext', code: -1, bytes: new Uint8Array(draw.pick([0, 1, 3, 5, 7, 9, 11, 13, 16])) };
  const nanoseconds = draw.pick([0, 1, 999_999_499, 999_999_500, 999_999_999, 1_000_000_000, 2 ** 32 - 1]);
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, nanoseconds);
  view.setBigInt64(4, draw.pick(SECONDS));
  return { kind: 'ext', code: -1, bytes };
}

/** The epoch, its neighbours, the first and last second of the years 1 to 9999, and far beyond. */
const SECONDS: readonly bigint[] = [
  [0n, 1n, -1n, 2n ** 31n, 2n ** 32n, 2n ** 34n, 253402300799n, 253402300800n, -62135596800n],
  [-62135596801n],
  [2n ** 62n, -(2n ** 63n), 2n ** 63n - 1n],
].flat();

export const oddTimestampShape: ShapeRule = {
  about: 'timestamp extensions at the ends of what calendars can say, and beyond',
  hostile: true,
  fits: isMap,
  make: styled({}, oddTimestamp),
};
