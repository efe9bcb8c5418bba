import { bitsOf, floatOf } from './float.js';
import { showNumber } from './show.js';
import { MAX_NESTING, type Tagged } from './tagged.js';
import { textOf } from './textOf.js';
import type { Entry, WireValue } from './value.js';

export type { Tagged } from './tagged.js';

/**
 * A wire value as JSON that says all of it and reads like the message it is; `fromTagged` is the way back.
 *
 * - Plain JSON: nil as `null`, bools, ints up to 2^53, text, arrays, and maps whose keys are distinct names.
 * - `{"$int": "18446744073709551615"}`, `{"$float": "1.0"}`, `{"$float32": "NaN"}`, another NaN by its bits:
 *   `{"$float": "0x7ff8000000000001"}`.
 * - `{"$bin": {"hex": "00ff"}}` (long bytes as `base64`), `{"$str": {"hex": "ff"}}` for ill-formed text,
 *   `{"$ext": {"code": 5, "hex": "00"}}`, `{"$raw": {"hex": "c1"}}`.
 * - `{"$map": [[key, value], ...]}` for every other map.
 * - With a header or a declared length: `{"$str": "a", "header": "str32", "declared": 9}`, and so on.
 * - Nested more than 100 deep: `{"$prefix": [...]}`, every value in the order of the wire, with `{"$array": 2}` or
 *   `{"$map": 1}` (the number of items or entries) before what the container holds.
 */
export function toTagged(value: WireValue): Tagged {
  return isDeep(value) ? { $prefix: prefix(value) } : tree(value);
}

function tree(value: WireValue): Tagged {
  if (value.kind === 'array') {
    const items = value.items.map(tree);
    return isPlain(value) ? items : { $array: items, ...form(value) };
  }
  if (value.kind !== 'map') return leaf(value);
  const named = isPlain(value) ? names(value.entries) : null;
  if (named !== null) {
    return Object.fromEntries(value.entries.map(([, held], i) => [named[i] ?? '', tree(held)]));
  }
  return { $map: value.entries.map(([key, held]) => [tree(key), tree(held)]), ...form(value) };
}

/** The keys, if a JSON object can hold them: distinct text, in an order it keeps, and none that looks like a tag. */
function names(entries: readonly Entry[]): readonly string[] | null {
  const found = new Set<string>();
  for (const [key] of entries) {
    if (key.kind !== 'str' || !isPlain(key)) return null;
    const name = textOf(key.bytes);
    if (name === null || found.has(name) || UNSAFE.test(name)) return null;
    found.add(name);
  }
  return [...found];
}

/** JavaScript puts keys that look like indexes first, and `__proto__` is no key to play with. */
const UNSAFE = /^(?:\$|[0-9]+$|__proto__$)/;

function prefix(root: WireValue): Tagged[] {
  const tokens: Tagged[] = [];
  const pending: WireValue[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value.kind === 'array') {
      tokens.push({ $array: value.items.length, ...form(value) });
      for (const item of value.items.toReversed()) pending.push(item);
    } else if (value.kind === 'map') {
      tokens.push({ $map: value.entries.length, ...form(value) });
      for (const [key, held] of value.entries.toReversed()) pending.push(held, key);
    } else {
      tokens.push(leaf(value));
    }
  }
  return tokens;
}

function leaf(value: Exclude<WireValue, { kind: 'array' | 'map' }>): Tagged {
  switch (value.kind) {
    case 'nil':
      return null;
    case 'bool':
      return value.value;
    case 'int': {
      const number = Number(value.value);
      return isPlain(value) && Number.isSafeInteger(number)
        ? number
        : { $int: String(value.value), ...form(value) };
    }
    case 'float':
      return { [value.width === 32 ? '$float32' : '$float']: floatText(value.width, value.bits) };
    case 'str': {
      const text = textOf(value.bytes);
      return text !== null && isPlain(value) ? text : { $str: text ?? bytesOf(value.bytes), ...form(value) };
    }
    case 'bin':
      return { $bin: bytesOf(value.bytes), ...form(value) };
    case 'ext':
      return { $ext: { code: value.code, ...bytesOf(value.bytes) }, ...form(value) };
    case 'raw':
      return { $raw: bytesOf(value.bytes) };
  }
}

function floatText(width: 32 | 64, bits: bigint): string {
  const number = floatOf(width, bits);
  if (!Number.isNaN(number)) return showNumber(number);
  return bits === bitsOf(width, number) ? 'NaN' : `0x${bits.toString(16).padStart(width / 4, '0')}`;
}

/** Up to how many bytes a person may want to read them. */
const READABLE = 64;

function bytesOf(bytes: Uint8Array): { readonly [name: string]: string } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length <= READABLE ? { hex: buffer.toString('hex') } : { base64: buffer.toString('base64') };
}

function isPlain(value: WireValue): boolean {
  return Object.keys(form(value)).length === 0;
}

function form(value: WireValue): { readonly header?: string; readonly declared?: number } {
  return {
    ...('header' in value && value.header !== undefined ? { header: value.header } : {}),
    ...('declared' in value && value.declared !== undefined ? { declared: value.declared } : {}),
  };
}

function isDeep(root: WireValue): boolean {
  let level: readonly WireValue[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_NESTING) return true;
    level = level.flatMap((value) => {
      if (value.kind === 'array') return value.items;
      return value.kind === 'map' ? value.entries.flat() : [];
    });
  }
  return false;
}
