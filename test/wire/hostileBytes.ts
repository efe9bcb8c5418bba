import * as fc from 'fast-check';
import { encode } from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';

/** Bytes that look like msgpack to a degree: opcodes at random, and good frames cut, lengthened and altered. */
export const hostileBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 24 }),
  fc
    .array(fc.oneof(fc.integer({ min: 0x80, max: 0xdf }), fc.constantFrom(0, 1, 2, 0xa1, 0x61, 0xff)), {
      maxLength: 24,
    })
    .map((bytes) => Uint8Array.from(bytes)),
  fc
    .tuple(
      anyWireValue({ withExt: true }),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom('cut', 'add', 'alter'),
    )
    .map(([value, at, byte, damage]) => {
      const bytes = Uint8Array.from(encode(value));
      const index = at % (bytes.length + 1);
      if (damage === 'cut') return bytes.slice(0, index);
      if (damage === 'add') return Uint8Array.of(...bytes.slice(0, index), byte, ...bytes.slice(index));
      bytes[index % bytes.length] = byte;
      return bytes;
    }),
);
