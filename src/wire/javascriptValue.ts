import { float64, int, bool, nil } from './construct.js';
import { floatOf } from './float.js';
import type { Entry, WireValue } from './value.js';
import { WireError } from './wireError.js';

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The JavaScript value that msgpackr writes as this one, or as near to it as it can. Recurses. */
export function toJs(value: WireValue): unknown {
  switch (value.kind) {
    case 'nil':
      return null;
    case 'bool':
      return value.value;
    case 'int':
      // A bigint takes nine bytes, a number beyond 32 bits would be a float.
      return fits32(Number(value.value)) ? Number(value.value) : value.value;
    case 'float':
      return floatOf(value.width, value.bits);
    case 'str':
      return lenient.decode(value.bytes);
    case 'bin':
      return value.bytes;
    case 'array':
      return value.items.map(toJs);
    case 'map':
      return new Map(value.entries.map(([key, held]) => [toJs(key), toJs(held)]));
    case 'ext':
    case 'raw':
      throw new WireError('refused', `msgpackr: a value of kind ${value.kind} has no JavaScript counterpart`);
  }
}

/** The wire value that a JavaScript value read by msgpackr stood for, as far as it tells. Recurses. */
export function fromJs(value: unknown): WireValue {
  if (value === null) return nil;
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'string') return { kind: 'str', bytes: Buffer.from(value) };
  if (typeof value === 'bigint') return int(value);
  // Ints beyond 32 bits are read as bigint, so such a number was a float.
  if (typeof value === 'number') return fits32(value) ? int(value) : float64(value);
  if (value instanceof Uint8Array) return { kind: 'bin', bytes: value };
  if (Array.isArray(value)) return { kind: 'array', items: value.map(fromJs) };
  if (value instanceof Map) {
    return { kind: 'map', entries: [...value].map(([key, held]): Entry => [fromJs(key), fromJs(held)]) };
  }
  throw new WireError('refused', `msgpackr: it read a ${typeof value}, which no msgpack value is`);
}

function fits32(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 32 && !Object.is(value, -0);
}
