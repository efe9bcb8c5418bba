import { isObject } from '../place.js';

/** A JSON value in msgpack, each part in its shortest form, as hexadecimal. `real`: whole numbers are floats. */
export function msgpackHex(value: unknown, real: boolean): string {
  if (value === null) return 'c0';
  if (typeof value === 'boolean') return value ? 'c3' : 'c2';
  if (typeof value === 'number') return numberHex(value, real);
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    const length = bytes.length;
    const head = length < 32 ? hex(0xa0 + length, 1) : headOf(length, [0xd9, 0xda, 0xdb]);
    return head + bytes.toString('hex');
  }
  if (Array.isArray(value)) {
    const head = value.length < 16 ? hex(0x90 + value.length, 1) : headOf(value.length, [null, 0xdc, 0xdd]);
    return head + value.map((item) => msgpackHex(item, real)).join('');
  }
  const entries = isObject(value) ? Object.entries(value) : [];
  const head =
    entries.length < 16 ? hex(0x80 + entries.length, 1) : headOf(entries.length, [null, 0xde, 0xdf]);
  return head + entries.map(([name, member]) => msgpackHex(name, real) + msgpackHex(member, real)).join('');
}

function numberHex(value: number, real: boolean): string {
  if (real || !Number.isSafeInteger(value) || Object.is(value, -0)) {
    const bytes = Buffer.alloc(9, 0xcb);
    bytes.writeDoubleBE(value, 1);
    return bytes.toString('hex');
  }
  if (value >= 0 && value < 128) return hex(value, 1);
  if (value < 0 && value >= -32) return hex(256 + value, 1);
  const sizes = [1, 2, 4, 8] as const;
  const size =
    sizes.find((bytes) => (value < 0 ? -value <= 2 ** (8 * bytes - 1) : value < 2 ** (8 * bytes))) ?? 8;
  const code = (value < 0 ? 0xd0 : 0xcc) + sizes.indexOf(size);
  return (
    hex(code, 1) +
    BigInt.asUintN(8 * size, BigInt(value))
      .toString(16)
      .padStart(2 * size, '0')
  );
}

/** The head of what is long: with a length of one byte, two or four. */
function headOf(length: number, [one, two, four]: readonly [number | null, number, number]): string {
  if (one !== null && length < 256) return hex(one, 1) + hex(length, 1);
  return length < 65536 ? hex(two, 1) + hex(length, 2) : hex(four, 1) + hex(length, 4);
}

function hex(value: number, bytes: number): string {
  return value.toString(16).padStart(2 * bytes, '0');
}
