import type { Bounds } from '../schema/index.js';
import { float32, float64, floatBits, type WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';

/** Floats that a decoder, a language or JSON may not carry through: not finite, minus zero, NaNs with payloads. */
export const NON_FINITE: readonly WireValue[] = [
  float64(Number.NaN),
  float64(Number.POSITIVE_INFINITY),
  float64(Number.NEGATIVE_INFINITY),
  float64(-0),
  // NaN with the sign set, a quiet one with a payload, a signalling one, all bits set.
  floatBits(64, 0xfff8_0000_0000_0000n),
  floatBits(64, 0x7ff8_0000_0000_002an),
  floatBits(64, 0x7ff0_0000_0000_0001n),
  floatBits(64, 0xffff_ffff_ffff_ffffn),
  float32(Number.NaN),
  float32(Number.POSITIVE_INFINITY),
  float32(Number.NEGATIVE_INFINITY),
  float32(-0),
  floatBits(32, 0x7fc0_002an),
  floatBits(32, 0x7f80_0001n),
];

const FINITE: readonly number[] = [
  [0, 1, -1, 0.5, 1.5, 0.1, -0.1, 123.456, 1e-7, 1e15, 1e16, 1e21, 1e100],
  // Around 2^53 and 2^64, the smallest and the largest double, the smallest normal one.
  [2 ** 53, 2 ** 53 + 2, 2 ** 63, 2 ** 64, 5e-324, 2.2250738585072014e-308, Number.MAX_VALUE],
  [-Number.MAX_VALUE, 2 ** 31, 2 ** 32],
].flat();

const DOUBLES: readonly WireValue[] = FINITE.map(float64);
const SINGLES: readonly WireValue[] = [0, 1, -1, 0.5, 0.1, 16777216, 3.4028234663852886e38, 1e-45].map(
  float32,
);

export function nonFinite(draw: Draw): WireValue {
  return draw.pick(NON_FINITE);
}

/** Any finite float, in either width; now and then one of any bits, a NaN included. */
export function anyFloat(draw: Draw): WireValue {
  const way = draw.below(8);
  if (way < 5) return draw.pick(DOUBLES);
  if (way < 7) return draw.pick(SINGLES);
  return { kind: 'float', width: 64, bits: draw.bits(64) };
}

/** The doubles that bounds allow, of a list wide enough to show what goes wrong; empty when nothing was found. */
export function floatsWithin(bounds: Bounds): readonly WireValue[] {
  const step = number(bounds.multipleOf);
  const edges = [bounds.ge, bounds.le, bounds.gt, bounds.lt].flatMap((bound) => {
    const edge = number(bound);
    return edge === null ? [] : [edge, nextTo(edge, 1), nextTo(edge, -1)];
  });
  const middle = [(least(bounds) + most(bounds)) / 2];
  const steps = step === null ? [] : Array.from({ length: 64 }, (_, index) => (index - 32) * step);
  return [...new Set([...FINITE, ...edges, ...middle, ...steps])]
    .filter((value) => allowed(value, bounds) && (step === null || value % step === 0))
    .map(float64);
}

function allowed(value: number, { gt, ge, lt, le }: Bounds): boolean {
  return (
    Number.isFinite(value) &&
    (gt === undefined || value > Number(gt)) &&
    (ge === undefined || value >= Number(ge)) &&
    (lt === undefined || value < Number(lt)) &&
    (le === undefined || value <= Number(le))
  );
}

function least({ gt, ge }: Bounds): number {
  return number(ge) ?? number(gt) ?? -1e9;
}

function most({ lt, le }: Bounds): number {
  return number(le) ?? number(lt) ?? 1e9;
}

function number(bound: string | undefined): number | null {
  return bound === undefined ? null : Number(bound);
}

/** Not the very next double, but near enough to fall on the other side. */
function nextTo(value: number, sign: 1 | -1): number {
  return value + sign * Math.max(Math.abs(value) * 2 ** -52, Number.MIN_VALUE);
}
