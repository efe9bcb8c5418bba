import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  decode,
  encode,
  equal,
  ext,
  float32,
  float64,
  floatBits,
  int,
  map,
  nil,
  raw,
  sameBytes,
  str,
  text,
  type WireValue,
} from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { DEEP, nested } from './nested.js';

const bytes = (digits: string): Uint8Array => Buffer.from(digits, 'hex');

describe('equal', () => {
  it('tells apart what differs in kind, width, bits, bytes, code, order or number', () => {
    const all: readonly WireValue[] = [
      nil,
      { kind: 'bool', value: false },
      { kind: 'bool', value: true },
      int(0),
      int(1),
      float64(0),
      float64(-0),
      float64(1),
      float32(1),
      float32(0),
      float64(Number.NaN),
      floatBits(64, 0x7ff8_0000_0000_0001n),
      float32(Number.NaN),
      text(''),
      text('a'),
      text('a'.repeat(40)),
      text(`${'a'.repeat(39)}b`),
      str(bytes('ff')),
      bin(bytes('')),
      bin(bytes('61')),
      raw(bytes('')),
      raw(bytes('61')),
      ext(1, bytes('61')),
      ext(2, bytes('61')),
      ext(1, bytes('62')),
      array([]),
      array([nil]),
      array([int(1), int(2)]),
      array([int(2), int(1)]),
      map([]),
      map([[text('a'), nil]]),
      map([[nil, text('a')]]),
      map([
        [text('a'), nil],
        [text('b'), nil],
      ]),
      map([
        [text('b'), nil],
        [text('a'), nil],
      ]),
      map([
        [text('a'), nil],
        [text('a'), nil],
      ]),
    ];
    for (const [i, a] of all.entries()) {
      for (const [j, b] of all.entries()) expect(equal(a, b), `${i} and ${j}`).toBe(i === j);
    }
  });

  it('does not look at headers and declared lengths', () => {
    expect(equal(int(1, 'int64'), int(1))).toBe(true);
    expect(equal(array([text('a', { header: 'str32' })], { declared: 9 }), array([text('a')]))).toBe(true);
  });

  it('holds for every value and its copy', () => {
    fc.assert(
      fc.property(anyWireValue({ withExt: true }), (value) => {
        const copy = decode(encode(value));
        return copy.kind === 'value' && equal(value, copy.value) && equal(copy.value, value);
      }),
    );
  });

  it(`compares ${DEEP} levels`, () => {
    expect(equal(nested(DEEP, nil), nested(DEEP, nil))).toBe(true);
    expect(equal(nested(DEEP, nil), nested(DEEP, int(1)))).toBe(false);
  });
});

describe('sameBytes', () => {
  it('compares short and long bytes, parts of buffers too', () => {
    for (const length of [0, 1, 20, 24, 25, 300]) {
      const a = new Uint8Array(length + 2).fill(7).subarray(1, length + 1);
      const b = new Uint8Array(length).fill(7);
      expect(sameBytes(a, b)).toBe(true);
      expect(sameBytes(a, b.subarray(1))).toBe(length === 0);
      for (const at of [0, length - 1]) {
        const c = Uint8Array.from(b);
        if (at in c) c[at] = 8;
        expect(sameBytes(a, c)).toBe(length === 0);
      }
    }
  });
});
