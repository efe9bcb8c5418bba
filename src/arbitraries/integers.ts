import type { Bounds } from '../schema/index.js';
import { int, type IntHeader, type WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';

const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 64n - 1n;

/** Where languages and headers change their minds: 2^53 is JavaScript's, 2^63 and 2^64 are msgpack's. */
const TURNING_POINTS = [0, 5, 7, 8, 15, 16, 31, 32, 53, 63, 64].map((bits) =>
  bits === 0 ? 0n : 2n ** BigInt(bits),
);

/** Every turning point of either sign, and its neighbours on both sides; the simplest first. */
export const INT_EDGES: readonly bigint[] = [
  ...new Set(
    TURNING_POINTS.flatMap((point) => [-2n, -1n, 0n, 1n, 2n].flatMap((by) => [point + by, -(point + by)])),
  ),
]
  .filter((edge) => edge >= INT_MIN && edge <= INT_MAX)
  .toSorted((a, b) => Number(magnitude(a) - magnitude(b)) || Number(b - a));

const HEADERS: readonly { readonly header: IntHeader; readonly min: bigint; readonly max: bigint }[] = [
  { header: 'uint8', min: 0n, max: 2n ** 8n - 1n },
  { header: 'uint16', min: 0n, max: 2n ** 16n - 1n },
  { header: 'uint32', min: 0n, max: 2n ** 32n - 1n },
  { header: 'uint64', min: 0n, max: INT_MAX },
  { header: 'int8', min: -(2n ** 7n), max: 2n ** 7n - 1n },
  { header: 'int16', min: -(2n ** 15n), max: 2n ** 15n - 1n },
  { header: 'int32', min: -(2n ** 31n), max: 2n ** 31n - 1n },
  { header: 'int64', min: INT_MIN, max: 2n ** 63n - 1n },
];

/** Every edge in every width that holds it, the shortest form first; edge by edge, so that none is rare. */
const EDGE_FORMS: readonly (readonly WireValue[])[] = INT_EDGES.map(everyForm);
const SMALL_INTS: readonly WireValue[] = Array.from({ length: 128 }, (_, value) => int(value));

function everyForm(value: bigint): readonly WireValue[] {
  return [int(value), ...widerForms(value)];
}

/** The same integer in each header that holds it. */
export function widerForms(value: bigint): WireValue[] {
  return HEADERS.filter(({ min, max }) => value >= min && value <= max).map(({ header }) =>
    int(value, header),
  );
}

/** An edge, in any of its widths. */
export function edgeInt(draw: Draw): WireValue {
  return draw.pick(draw.pick(EDGE_FORMS));
}

/** Any integer that msgpack holds: mostly small. */
export function anyInt(draw: Draw): WireValue {
  if (draw.chance(3, 4)) return draw.pick(SMALL_INTS);
  const value = draw.bits(draw.between(1, 63));
  return { kind: 'int', value: draw.chance(1, 3) ? -value : value };
}

/** What bounds leave of the integers. */
export interface IntRange {
  readonly low: bigint;
  readonly high: bigint;
  /** Every value is a multiple of it. */
  readonly step: bigint;
}

/** The range that bounds leave; null when they leave nothing. */
export function intRange(bounds: Bounds): IntRange | null {
  const low = maximum(INT_MIN, ceiling(bounds.ge), after(bounds.gt));
  const high = minimum(INT_MAX, floor(bounds.le), before(bounds.lt));
  const step = floor(bounds.multipleOf) ?? 1n;
  if (low > high || step < 1n || firstMultiple(low, step) > high) return null;
  return { low, high, step };
}

/** An integer within a range: 0 is the simplest where it may be, else the lowest. */
export function intWithin(draw: Draw, low: bigint, high: bigint, step: bigint): WireValue {
  const least = low > 0n || high < 0n ? firstMultiple(low, step) : 0n;
  const down = least === 0n && low <= -step && draw.chance(1, 3);
  const room = down ? -low / step : (high - least) / step;
  const offset = (draw.bits(draw.between(1, 64)) % (room + 1n)) * step;
  return { kind: 'int', value: down ? -offset : least + offset };
}

function firstMultiple(low: bigint, step: bigint): bigint {
  const rest = ((low % step) + step) % step;
  return rest === 0n ? low : low + step - rest;
}

function floor(bound: string | undefined): bigint | undefined {
  if (bound === undefined) return undefined;
  return /^-?\d+$/.test(bound) ? BigInt(bound) : BigInt(Math.floor(Number(bound)));
}

function ceiling(bound: string | undefined): bigint | undefined {
  if (bound === undefined) return undefined;
  return /^-?\d+$/.test(bound) ? BigInt(bound) : BigInt(Math.ceil(Number(bound)));
}

function after(bound: string | undefined): bigint | undefined {
  const most = floor(bound);
  return most === undefined ? undefined : most + 1n;
}

function before(bound: string | undefined): bigint | undefined {
  const least = ceiling(bound);
  return least === undefined ? undefined : least - 1n;
}

function maximum(first: bigint, ...rest: (bigint | undefined)[]): bigint {
  return rest.reduce<bigint>((most, each) => (each !== undefined && each > most ? each : most), first);
}

function minimum(first: bigint, ...rest: (bigint | undefined)[]): bigint {
  return rest.reduce<bigint>((least, each) => (each !== undefined && each < least ? each : least), first);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
