import type { WireValue } from './value.js';

/** Whether two values that hold no others are the same; two containers are never. */
export function leafSame(a: WireValue, b: WireValue): boolean {
  switch (a.kind) {
    case 'nil':
      return b.kind === 'nil';
    case 'bool':
      return b.kind === 'bool' && a.value === b.value;
    case 'int':
      return b.kind === 'int' && a.value === b.value;
    case 'float':
      return b.kind === 'float' && a.width === b.width && a.bits === b.bits;
    case 'str':
    case 'bin':
    case 'raw':
      return b.kind === a.kind && sameBytes(a.bytes, b.bytes);
    case 'ext':
      return b.kind === 'ext' && a.code === b.code && sameBytes(a.bytes, b.bytes);
    case 'array':
    case 'map':
      return false;
  }
}

/** Whether two runs of bytes are equal: what settles nearly every comparison before anything is decoded. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  const { length } = a;
  if (length !== b.length) return false;
  // For a few bytes the call costs more than the comparing.
  if (length > 24) return Buffer.compare(a, b) === 0;
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
