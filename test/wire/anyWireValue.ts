import * as fc from 'fast-check';
import {
  array,
  bin,
  bool,
  ext,
  floatBits,
  int,
  map,
  nil,
  str,
  text,
  type WireValue,
} from '../../src/wire/index.js';

const edges = [7n, 8n, 15n, 16n, 31n, 32n, 53n, 63n, 64n].flatMap((bits) => [
  2n ** bits - 1n,
  2n ** bits,
  2n ** bits + 1n,
  -(2n ** bits),
  -(2n ** bits) - 1n,
]);
const ints = fc
  .oneof(
    fc.constantFrom(...edges.filter((edge) => edge >= -(2n ** 63n) && edge < 2n ** 64n)),
    fc.integer({ min: -40, max: 300 }).map(BigInt),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  )
  .map((value) => int(value));

const floats = fc.oneof(
  // Zeros, ones, infinities, quiet and signalling NaN, subnormals, integral numbers around 2^32 and 2^53.
  fc
    .constantFrom(
      '0000000000000000',
      '8000000000000000',
      '3ff0000000000000',
      '7ff0000000000000',
      'fff0000000000000',
      '7ff8000000000000',
      '7ff8000000000001',
      'fff8000000000000',
      '7ff0000000000001',
      '0000000000000001',
      '41f0000000000000',
      '4340000000000000',
      '43e0000000000000',
    )
    .map((bits) => floatBits(64, BigInt(`0x${bits}`))),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => floatBits(64, bits)),
  fc
    .constantFrom(0n, 0x8000_0000n, 0x3f80_0000n, 0x7f80_0000n, 0x7fc0_0000n, 0x7fc0_0001n, 0x7f80_0001n, 1n)
    .map((bits) => floatBits(32, bits)),
  fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((bits) => floatBits(32, bits)),
);

const bytes = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 250, maxLength: 300 }) },
);
/** Text that well-formed and ill-formed pieces meet in, some of it long enough for a decoder's other path. */
const pieces = fc
  .array(
    fc.constantFrom(
      'a',
      'plain text of some length ',
      'é',
      '☃',
      '😀',
      '\0',
      '\u{feff}',
      '\u{fffd}',
      'ff',
      'eda080',
      'c080',
      'e282',
      'f09f98',
    ),
    { maxLength: 12 },
  )
  .map((parts) =>
    Buffer.concat(parts.map((part) => Buffer.from(part, /^[c-f][0-9a-f]+$/.test(part) ? 'hex' : 'utf8'))),
  );
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((value) => text(value)),
  fc.constantFrom('a', 'b', 'type', '__proto__', '$int', '0', '1').map((value) => text(value)),
  pieces.map((value) => str(value)),
  bytes.map((value) => str(value)),
);

const leaves: fc.Arbitrary<WireValue> = fc.oneof(
  fc.constant(nil),
  fc.boolean().map(bool),
  ints,
  floats,
  texts,
  bytes.map((value) => bin(value)),
);
const exts = fc.tuple(fc.integer({ min: -128, max: 127 }), bytes).map(([code, value]) => ext(code, value));

/** Any value that the wire can hold; keys are often few, so that they meet. */
export function anyWireValue({ withExt }: { readonly withExt: boolean }): fc.Arbitrary<WireValue> {
  const leaf = withExt ? fc.oneof({ weight: 8, arbitrary: leaves }, { weight: 1, arbitrary: exts }) : leaves;
  return fc.letrec<{ readonly value: WireValue; readonly key: WireValue }>((tie) => ({
    key: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'b').map((value) => text(value)) },
      { weight: 2, arbitrary: fc.constantFrom(...sameToSome) },
      { weight: 2, arbitrary: leaf },
      { weight: 1, arbitrary: tie('value') },
    ),
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 5, arbitrary: leaf },
      { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 5 }).map((items) => array(items)) },
      {
        weight: 3,
        arbitrary: fc
          .array(fc.tuple(tie('key'), tie('value')), { maxLength: 6 })
          .map((entries) => map(entries)),
      },
    ),
  })).value;
}

/** Keys that a codec which loses something takes for one another. */
const sameToSome: readonly WireValue[] = [
  int(1),
  int(0),
  floatBits(64, 0x3ff0_0000_0000_0000n),
  floatBits(32, 0x3f80_0000n),
  floatBits(64, 0n),
  floatBits(64, 0x8000_0000_0000_0000n),
  floatBits(64, 0x7ff8_0000_0000_0000n),
  floatBits(64, 0x7ff8_0000_0000_0001n),
  str(Buffer.from('ff', 'hex')),
  str(Buffer.from('fe', 'hex')),
  text('\u{fffd}'),
];
