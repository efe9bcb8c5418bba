import type { Type } from '../schema/index.js';
import { bin, bool, ext, float64, int, literal, nil, text, type WireValue } from '../wire/index.js';

/** How values are written: `json` is every codec whose values are JSON in the end. */
export type Family = 'msgpack' | 'json';

/** Bytes as they are written: JSON has them as the text of their base64. */
export function written(bytes: Uint8Array, family: Family): WireValue {
  return family === 'msgpack' ? bin(bytes) : text(Buffer.from(bytes).toString('base64'));
}

const ANYTHING: readonly WireValue[] = [nil, bool(true), int(1), float64(0.5), text('a')];
const EPOCH = '1970-01-01T00:00:00';

/**
 * Values of a type that holds no others: the smallest first, then those at which readers of other types part ways. Some
 * may lie outside its constraints. `limits`: types whose limits matter as well.
 */
export function leaves(type: Type, limits: readonly Type[], family: Family): readonly WireValue[] {
  switch (type.kind) {
    case 'any':
    case 'raw':
      return ANYTHING;
    case 'nil':
      return [nil];
    case 'bool':
      return [bool(false), bool(true)];
    case 'int':
      return [0n, 1n, -1n, ...intsNear(limits), 2n ** 53n + 1n].flatMap(intOf);
    case 'float':
      return [0, 0.5, ...floatsNear(limits)].map(float64);
    case 'str':
      return texts(type, limits);
    case 'bytes':
      return [0, 1, ...lengthsNear(limits)].map((length) => written(new Uint8Array(length), family));
    case 'literal':
    case 'enum':
      return type.values.map(literal);
    case 'ref':
    case 'union':
    case 'list':
    case 'set':
    case 'sequence':
    case 'tuple':
    case 'dict':
      return [];
    case 'datetime':
    case 'time':
    case 'date':
    case 'timedelta':
    case 'uuid':
    case 'decimal':
    case 'ext':
    case 'custom':
      return textual(type, family);
  }
}

type Textual = Extract<
  Type,
  { kind: 'datetime' | 'time' | 'date' | 'timedelta' | 'uuid' | 'decimal' | 'ext' | 'custom' }
>;

function textual(type: Textual, family: Family): readonly WireValue[] {
  switch (type.kind) {
    case 'datetime': {
      const aware = family === 'msgpack' ? ext(-1, new Uint8Array(4)) : text(`${EPOCH}Z`);
      return zoned(type.zone, aware, text(EPOCH));
    }
    case 'time':
      return zoned(type.zone, text('00:00:00Z'), text('00:00:00'));
    case 'date':
      return [text('1970-01-01')];
    case 'timedelta':
      return [text('PT0S')];
    case 'uuid':
      return [text('00000000-0000-0000-0000-000000000000')];
    case 'decimal':
      return [text('0'), text('0.5')];
    case 'ext':
      return family === 'msgpack' ? [ext(1, new Uint8Array(1))] : [];
    case 'custom':
      return [];
  }
}

function zoned(zone: 'any' | 'aware' | 'naive', aware: WireValue, naive: WireValue): readonly WireValue[] {
  if (zone === 'any') return [aware, naive];
  return [zone === 'aware' ? aware : naive];
}

/** What fits a pattern only Python knows. */
function texts({ pattern }: Extract<Type, { kind: 'str' }>, limits: readonly Type[]): readonly WireValue[] {
  if (pattern !== undefined) return [];
  const found = ['', 'a', '0', 'AAAA', ...lengthsNear(limits).map((length) => 'a'.repeat(length))];
  return found.map((value) => text(value));
}

type Bounded = Extract<Type, { kind: 'int' | 'float' }>;

function boundsOf(limits: readonly Type[]): readonly string[] {
  return limits
    .filter((type): type is Bounded => type.kind === 'int' || type.kind === 'float')
    .flatMap(({ gt, ge, lt, le, multipleOf }) => [gt, ge, lt, le, multipleOf])
    .filter((bound) => bound !== undefined);
}

function intsNear(limits: readonly Type[]): readonly bigint[] {
  const whole = boundsOf(limits).filter((bound) => /^-?\d+$/.test(bound));
  return whole.map(BigInt).flatMap((bound) => [bound, bound - 1n, bound + 1n]);
}

function intOf(value: bigint): readonly WireValue[] {
  return value >= -(2n ** 63n) && value < 2n ** 64n ? [int(value)] : [];
}

function floatsNear(limits: readonly Type[]): readonly number[] {
  const near = boundsOf(limits).map((bound) => Number(bound));
  return near.filter(Number.isFinite).flatMap((bound) => [bound, bound - 0.5, bound + 0.5]);
}

/** Longer ones would make a witness that nobody reads. */
const LENGTH_MAX = 4096;

/** Lengths at the limits of some types, and one beside them. */
export function lengthsNear(limits: readonly Type[]): readonly number[] {
  const ends = limits.flatMap((type) =>
    'minLength' in type || 'maxLength' in type ? [type.minLength, type.maxLength] : [],
  );
  return ends
    .flatMap((end) => (end === undefined ? [] : [end - 1, end, end + 1]))
    .filter((length) => length >= 0 && length <= LENGTH_MAX);
}
