import fc from 'fast-check';
import type { IntHeader, WireValue } from '../../src/wire/index.js';

/** Any value the wire can hold, with long headers, headers that lie, and raw bytes in between. */
export function wireValue(): fc.Arbitrary<WireValue> {
  return fc.letrec<{ value: WireValue }>((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf(), container(tie('value'))),
  })).value;
}

function leaf(): fc.Arbitrary<WireValue> {
  return fc.oneof(
    fc.constant({ kind: 'nil' } as const),
    fc.record({ kind: fc.constant('bool' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('int' as const), value: fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n) }),
    fc.record({ kind: fc.constant('int' as const), value: fc.bigInt(0n, 9n), header: longHeader() }),
    fc.record({
      kind: fc.constant('float' as const),
      width: fc.constant(64 as const),
      bits: fc.bigInt(0n, 2n ** 64n - 1n),
    }),
    fc.record({
      kind: fc.constant('float' as const),
      width: fc.constant(32 as const),
      bits: fc.bigInt(0n, 2n ** 32n - 1n),
    }),
    fc.record({ kind: fc.constantFrom('str' as const, 'bin' as const, 'raw' as const), bytes: bytes() }),
    fc.record({ kind: fc.constant('str' as const), bytes: utf8() }),
    fc.record({
      kind: fc.constantFrom('str' as const, 'bin' as const),
      bytes: bytes(),
      declared: fc.nat(30),
    }),
    fc.record({
      kind: fc.constant('ext' as const),
      code: fc.integer({ min: -128, max: 127 }),
      bytes: bytes(),
    }),
  );
}

function container(value: fc.Arbitrary<WireValue>): fc.Arbitrary<WireValue> {
  const items = fc.array(value, { maxLength: 4 });
  const entries = fc.array(fc.tuple(value, value), { maxLength: 4 });
  return fc.oneof(
    fc.record({ kind: fc.constant('array' as const), items }),
    fc.record({ kind: fc.constant('map' as const), entries }),
    fc.record({ kind: fc.constant('map' as const), entries, header: fc.constant('map32' as const) }),
  );
}

function longHeader(): fc.Arbitrary<IntHeader> {
  return fc.constantFrom('uint8', 'uint64', 'int8', 'int64');
}

function bytes(): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ maxLength: 20 });
}

function utf8(): fc.Arbitrary<Uint8Array> {
  const tricky = fc.constantFrom('__proto__', 'kind', 'value', '\u0000', '\ufeff', '🚀', '"', '\\', '\u2028');
  return fc.oneof(tricky, fc.string({ unit: 'grapheme' })).map((text) => new TextEncoder().encode(text));
}
