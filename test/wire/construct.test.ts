import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bool,
  encode,
  ext,
  float32,
  float64,
  floatBits,
  floatOf,
  illFormed,
  int,
  nil,
  record,
  text,
  textOf,
  WireError,
} from '../../src/wire/index.js';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('int', () => {
  it('takes safe integers and bigints of 64 bits', () => {
    expect(int(5)).toEqual({ kind: 'int', value: 5n });
    expect(int(2n ** 64n - 1n, 'uint64')).toEqual({ kind: 'int', value: 2n ** 64n - 1n, header: 'uint64' });
    expect(int(-(2n ** 63n)).value).toBe(-(2n ** 63n));
  });

  it('refuses everything else, and says what to write instead', () => {
    expect(() => int(1.5)).toThrow(/safe integer.*float64/);
    expect(() => int(2 ** 53)).toThrow(/bigint/);
    expect(() => int(Number.NaN)).toThrow(WireError);
    expect(() => int(2n ** 64n)).toThrow(/-2\^63 to 2\^64-1/);
    expect(() => int(-(2n ** 63n) - 1n)).toThrow(WireError);
  });
});

describe('floats', () => {
  it('keep the bits of every number', () => {
    expect(float64(-0).bits).toBe(2n ** 63n);
    expect(float64(Number.NaN).bits).toBe(0x7ff8_0000_0000_0000n);
    expect(float32(Number.NaN).bits).toBe(0x7fc0_0000n);
    expect(float32(0.1).bits).toBe(0x3dcc_cccdn);
    fc.assert(fc.property(fc.double(), (value) => Object.is(floatOf(64, float64(value).bits), value)));
    fc.assert(fc.property(fc.float(), (value) => Object.is(floatOf(32, float32(value).bits), value)));
  });

  it('come from bits of the right number', () => {
    expect(floatBits(32, 0xffff_ffffn).bits).toBe(0xffff_ffffn);
    expect(() => floatBits(32, 2n ** 32n)).toThrow(/32 bits were expected/);
    expect(() => floatBits(64, -1n)).toThrow(WireError);
  });
});

describe('text', () => {
  it('is the UTF-8 of the text, a byte order mark and NUL included', () => {
    for (const value of ['', 'abc', '\u{feff}é☃😀\0', 'x'.repeat(100)]) {
      const { bytes } = text(value);
      expect(hexOf(bytes)).toBe(Buffer.from(value).toString('hex'));
      expect(textOf(bytes)).toBe(value);
    }
  });

  it('refuses lone surrogates, and says where', () => {
    expect(() => text('ab\ud800')).toThrow(/index 2.*illFormed/);
    expect(() => text('\udc00\ud800')).toThrow(WireError);
    expect(textOf(text('\ud83d\ude00').bytes)).toBe('😀');
  });
});

describe('illFormed', () => {
  it('writes lone surrogates as three bytes, pairs and text as text writes them', () => {
    expect(hexOf(illFormed('a\ud800b').bytes)).toBe('61eda08062');
    expect(hexOf(illFormed('\udfff\ud83d\ude00').bytes)).toBe('edbfbff09f9880');
    expect(textOf(illFormed('\udfff').bytes)).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(hexOf(illFormed(value).bytes)).toBe(hexOf(text(value).bytes));
      }),
    );
  });
});

describe('textOf', () => {
  it('gives null for every kind of ill-formed UTF-8, short or long', () => {
    for (const digits of ['ff', 'c080', 'e282', 'eda080', 'f4908080', 'f880808080', '80']) {
      expect(textOf(Buffer.from(digits, 'hex'))).toBeNull();
      expect(textOf(Buffer.from('61'.repeat(100) + digits, 'hex'))).toBeNull();
    }
  });
});

describe('the other constructors', () => {
  it('make what they say', () => {
    expect(hexOf(encode(record({ a: nil, b: bool(true) })))).toBe('82a161c0a162c3');
    expect(ext(-128, new Uint8Array(1)).code).toBe(-128);
    for (const code of [-129, 128, 1.5]) expect(() => ext(code, new Uint8Array(0))).toThrow(/-128 to 127/);
  });
});
