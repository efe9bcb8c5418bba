import fc from 'fast-check';
import { Unpackr } from 'msgpackr';
import { describe, expect, it } from 'vitest';

import { msgpackHex } from '../../../src/schema/import/msgpackHex.js';
import { realText } from '../../../src/schema/import/realText.js';
import { decode, encodeCanonical } from '../../../src/wire/index.js';

const plain = new Unpackr({ int64AsType: 'number', useRecords: false });
const lengths = fc.constantFrom(0, 15, 16, 31, 32, 255, 256, 65_535, 65_536);

describe('msgpackHex', () => {
  it.each<[value: unknown, real: boolean, hex: string]>([
    [null, false, 'c0'],
    [127, false, '7f'],
    [128, false, 'cc80'],
    [-32, false, 'e0'],
    [-33, false, 'd0df'],
    [-128, false, 'd080'],
    [-129, false, 'd1ff7f'],
    [65536, false, 'ce00010000'],
    [2 ** 40, false, 'cf0000010000000000'],
    [-(2 ** 40), false, 'd3ffffff0000000000'],
    [1, true, 'cb3ff0000000000000'],
    [-0, false, 'cb8000000000000000'],
    [1.5, false, 'cb3ff8000000000000'],
    ['é', false, 'a2c3a9'],
    [[1, [true]], false, '920191c3'],
    [{ a: {} }, false, '81a16180'],
  ])('writes %j (real: %j) as %s', (value, real, hex) => {
    expect(msgpackHex(value, real)).toBe(hex);
  });

  it('writes any JSON in its shortest form, and whole', () => {
    const long = lengths.map((length) => 'x'.repeat(length));
    const wide = lengths.map((length) => Array.from({ length }, () => 0));
    const named = fc.integer({ min: 14, max: 18 }).map((length) =>
      Object.fromEntries(
        'abcdefghijklmnopqr'
          .slice(0, length)
          .split('')
          .map((name) => [name, 1]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.maxSafeInteger(), long, wide, named), (value) => {
        const bytes = Buffer.from(msgpackHex(value, false), 'hex');
        const read = decode(bytes);
        expect(read.kind === 'value' && Buffer.from(encodeCanonical(read.value)).equals(bytes)).toBe(true);
        expect(plain.unpack(bytes)).toEqual(value);
      }),
    );
  });
});

describe('realText', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [5, '5.0'],
    [0.1, '0.1'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e-7, '1e-07'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [-2.5e100, '-2.5e+100'],
  ])('writes %d as Python does: %s', (value, text) => {
    expect(realText(value)).toBe(text);
  });
});
