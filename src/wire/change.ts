import { floatOf } from './float.js';
import { textOf } from './textOf.js';
import type { WireValue } from './value.js';

/** What became of a value, in words that are the same for every value it may happen to. Null: absent. */
export function kindOfChange(expected: WireValue | null, actual: WireValue | null): string {
  if (expected === null) return 'item added';
  if (actual === null) return 'item missing';
  const [was, is] = [nameOf(expected), nameOf(actual)];
  if (was !== is) return `${was} -> ${is}`;
  if (expected.kind === 'float' && actual.kind === 'float') {
    return `${was} ${changeOfNumber(floatOf(expected.width, expected.bits), floatOf(actual.width, actual.bits))}`;
  }
  if (expected.kind === 'ext' && actual.kind === 'ext' && expected.code !== actual.code)
    return 'ext code changed';
  if ('bytes' in expected && 'bytes' in actual) {
    return `${was} ${changeOfBytes(expected.bytes, actual.bytes)}`;
  }
  return `${was} changed`;
}

function nameOf(value: WireValue): string {
  if (value.kind === 'float') return `float${value.width}`;
  return value.kind;
}

function changeOfNumber(was: number, is: number): string {
  if (Number.isNaN(was)) return Number.isNaN(is) ? 'NaN payload changed' : 'NaN lost';
  if (was === 0 && is === 0) return 'sign of zero changed';
  return 'changed';
}

function changeOfBytes(was: Uint8Array, is: Uint8Array): string {
  if (Buffer.compare(was.subarray(0, is.length), is) === 0) return 'cut short';
  return textOf(was) === null ? 'ill-formed bytes changed' : 'bytes changed';
}
