import { bitsOf, floatOf } from './float.js';
import { hex } from './hex.js';
import { textOf } from './textOf.js';
import type { WireValue } from './value.js';

const BYTES_SHOWN = 16;
const TEXT_SHOWN = 80;

/**
 * A value for people: `{type: "ping", seq: 17, at: 1.0}`. Bytes are hexadecimal, long ones cut with their size; a
 * header or a declared length stands behind what it belongs to (`5 as uint64`); the whole is cut at about `limit`
 * characters. Not made to be read back: see `toTagged`.
 */
export function show(value: WireValue, limit: number = 200): string {
  let shown = '';
  // What is still to be shown, the next one last; text is shown as it is.
  const pending: (WireValue | string)[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (shown.length > limit) return `${shown.slice(0, limit)}...`;
    if (typeof next === 'string') shown += next;
    else if (next.kind === 'array') for (const part of itemParts(next, limit)) pending.push(part);
    else if (next.kind === 'map') for (const part of entryParts(next, limit)) pending.push(part);
    else shown += leaf(next) + suffix(next);
  }
  return shown.length > limit ? `${shown.slice(0, limit)}...` : shown;
}

/** The last part first. More items than `limit` would be cut anyway. */
function itemParts(value: WireValue & { readonly kind: 'array' }, limit: number): (WireValue | string)[] {
  const shown = value.items.slice(0, limit).flatMap((item, i) => (i === 0 ? [item] : [', ', item]));
  return ['[', ...shown, `]${suffix(value)}`].toReversed();
}

function entryParts(value: WireValue & { readonly kind: 'map' }, limit: number): (WireValue | string)[] {
  const shown = value.entries.slice(0, limit).flatMap(([key, entry], i) => {
    const name = key.kind === 'str' && suffix(key) === '' ? textOf(key.bytes) : null;
    const plain = name !== null && PLAIN.test(name);
    return [i === 0 ? '' : ', ', plain ? name : key, ': ', entry];
  });
  return ['{', ...shown, `}${suffix(value)}`].toReversed();
}

const PLAIN = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

function suffix(value: WireValue): string {
  const header = 'header' in value && value.header !== undefined ? ` as ${value.header}` : '';
  const lie = 'declared' in value && value.declared !== undefined ? ` declared ${value.declared}` : '';
  return header + lie;
}

function leaf(value: Exclude<WireValue, { kind: 'array' | 'map' }>): string {
  switch (value.kind) {
    case 'nil':
      return 'nil';
    case 'bool':
      return String(value.value);
    case 'int':
      return String(value.value);
    case 'float':
      return showFloat(value.width, value.bits);
    case 'str':
      return showText(value.bytes);
    case 'bin':
    case 'raw':
      return `${value.kind} 0x${hex(value.bytes, BYTES_SHOWN)}`;
    case 'ext':
      return `ext ${value.code} 0x${hex(value.bytes, BYTES_SHOWN)}`;
  }
}

/** `1.0`, `-0.0`, `NaN`, `Infinity`, `1.5f32`; another NaN than the usual one by its bits: `NaN(0x7ff8000000000001)`. */
export function showFloat(width: 32 | 64, bits: bigint): string {
  const number = floatOf(width, bits);
  const mark = width === 32 ? 'f32' : '';
  if (Number.isNaN(number)) {
    const usual = bits === bitsOf(width, number);
    return usual ? `NaN${mark}` : `NaN${mark}(0x${bits.toString(16).padStart(width / 4, '0')})`;
  }
  return showNumber(number) + mark;
}

/** A float as text that no int has: `1.0`, `-0.0`, `1e+300`. */
export function showNumber(number: number): string {
  const digits = Object.is(number, -0) ? '-0' : String(number);
  return /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
}

function showText(bytes: Uint8Array): string {
  if (bytes.length <= TEXT_SHOWN) {
    const text = textOf(bytes);
    return text === null ? `str 0x${hex(bytes, BYTES_SHOWN)}` : JSON.stringify(text);
  }
  // A cut may fall within a character: up to three bytes less is a whole number of them, if it is text at all.
  for (let end = TEXT_SHOWN; end > TEXT_SHOWN - 4; end -= 1) {
    const text = textOf(bytes.subarray(0, end));
    if (text !== null) return `${JSON.stringify(text)}... (${bytes.length} bytes)`;
  }
  return `str 0x${hex(bytes, BYTES_SHOWN)}`;
}
