import { bitsOf } from './float.js';
import type {
  ArrayHeader,
  BinHeader,
  Entry,
  ExtHeader,
  IntHeader,
  MapHeader,
  StrHeader,
  WireOf,
  WireValue,
} from './value.js';
import { WireError } from './wireError.js';

/** How a length is to be written: in which header, and whether that header lies. */
export interface Form<Header> {
  readonly header?: Header;
  readonly declared?: number;
}

export const nil: WireOf<'nil'> = Object.freeze({ kind: 'nil' });

const TRUE: WireOf<'bool'> = Object.freeze({ kind: 'bool', value: true });
const FALSE: WireOf<'bool'> = Object.freeze({ kind: 'bool', value: false });

export function bool(value: boolean): WireOf<'bool'> {
  return value ? TRUE : FALSE;
}

/** An integer from -2^63 to 2^64-1; a `number` must be a safe integer. @throws WireError `out-of-range` */
export function int(value: bigint | number, header?: IntHeader): WireOf<'int'> {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new WireError(
      'out-of-range',
      `int(${value}): a safe integer was expected; write a bigint for larger ones, float64 for other numbers`,
    );
  }
  const exact = BigInt(value);
  if (BigInt.asIntN(64, exact) !== exact && BigInt.asUintN(64, exact) !== exact) {
    throw new WireError(
      'out-of-range',
      `int(${exact}): msgpack holds -2^63 to 2^64-1; use raw bytes or ext beyond`,
    );
  }
  return header === undefined ? { kind: 'int', value: exact } : { kind: 'int', value: exact, header };
}

/** A 64-bit float; NaN gives the quiet NaN without a payload. */
export function float64(value: number): WireOf<'float'> {
  return { kind: 'float', width: 64, bits: bitsOf(64, value) };
}

/** The 32-bit float nearest to the number. */
export function float32(value: number): WireOf<'float'> {
  return { kind: 'float', width: 32, bits: bitsOf(32, value) };
}

/** A float by its bits, for NaN payloads and all else that a `number` does not keep apart. */
export function floatBits(width: 32 | 64, bits: bigint): WireOf<'float'> {
  if (BigInt.asUintN(width, bits) !== bits) {
    throw new WireError(
      'out-of-range',
      `floatBits(${width}, ${bits}): ${width} bits were expected, unsigned`,
    );
  }
  return { kind: 'float', width, bits };
}

/** A str from text. @throws WireError `ill-formed-text` on a lone surrogate: see {@link illFormed} and {@link str} */
export function text(value: string, form?: Form<StrHeader>): WireOf<'str'> {
  const at = value.search(LONE_SURROGATE);
  if (at !== -1) {
    throw new WireError(
      'ill-formed-text',
      `text(...): a lone surrogate at index ${at} is no Unicode text; say illFormed(...) if it is meant`,
    );
  }
  return str(utf8(value), form);
}

/** A str from UTF-16 code units, each lone surrogate as the three bytes that UTF-8 forbids (WTF-8). */
export function illFormed(value: string, form?: Form<StrHeader>): WireOf<'str'> {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { index } of value.matchAll(EACH_LONE_SURROGATE)) {
    const unit = value.charCodeAt(index);
    parts.push(
      Buffer.from(value.slice(from, index)),
      Uint8Array.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)),
    );
    from = index + 1;
  }
  return str(Uint8Array.from(Buffer.concat([...parts, Buffer.from(value.slice(from))])), form);
}

/** The decoder gives plain Uint8Arrays; what a test compares should be of one class. */
function utf8(value: string): Uint8Array {
  const { buffer, byteOffset, byteLength } = Buffer.from(value);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const EACH_LONE_SURROGATE = /\p{Surrogate}/gu;

export function str(bytes: Uint8Array, form?: Form<StrHeader>): WireOf<'str'> {
  return form === undefined ? { kind: 'str', bytes } : { kind: 'str', bytes, ...form };
}

export function bin(bytes: Uint8Array, form?: Form<BinHeader>): WireOf<'bin'> {
  return form === undefined ? { kind: 'bin', bytes } : { kind: 'bin', bytes, ...form };
}

export function array(items: readonly WireValue[], form?: Form<ArrayHeader>): WireOf<'array'> {
  return form === undefined ? { kind: 'array', items } : { kind: 'array', items, ...form };
}

export function map(entries: readonly Entry[], form?: Form<MapHeader>): WireOf<'map'> {
  return form === undefined ? { kind: 'map', entries } : { kind: 'map', entries, ...form };
}

/** A map with text keys, in the order of the properties (JavaScript puts those that look like indexes first). */
export function record(fields: Readonly<Record<string, WireValue>>): WireOf<'map'> {
  return map(Object.entries(fields).map(([name, value]) => [text(name), value]));
}

/** @throws WireError `out-of-range` when the code is not within -128 to 127 */
export function ext(code: number, bytes: Uint8Array, form?: Form<ExtHeader>): WireOf<'ext'> {
  if (!Number.isInteger(code) || code < -128 || code > 127) {
    throw new WireError('out-of-range', `ext(${code}, ...): a code from -128 to 127 was expected`);
  }
  return form === undefined ? { kind: 'ext', code, bytes } : { kind: 'ext', code, bytes, ...form };
}

/** These bytes and nothing else. */
export function raw(bytes: Uint8Array): WireOf<'raw'> {
  return { kind: 'raw', bytes };
}
