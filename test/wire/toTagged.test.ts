import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  bool,
  decode,
  encode,
  ext,
  float32,
  float64,
  floatBits,
  fromTagged,
  illFormed,
  int,
  map,
  nil,
  raw,
  record,
  str,
  text,
  toTagged,
  WireError,
  type WireValue,
} from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { hostileBytes } from './hostileBytes.js';
import { DEEP, nested } from './nested.js';

const bytes = (digits: string): Uint8Array => Buffer.from(digits, 'hex');

/** Through a file, as findings go. */
function back(value: WireValue): WireValue {
  return fromTagged(JSON.parse(JSON.stringify(toTagged(value))));
}

/** Two values are written alike, headers and lies included, exactly when their tagged texts are equal. */
function same(a: WireValue, b: WireValue): boolean {
  return JSON.stringify(toTagged(a)) === JSON.stringify(toTagged(b));
}

function inAllDetail(value: WireValue): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

describe('toTagged', () => {
  it('writes an ordinary message as the JSON it looks like', () => {
    const value = record({
      type: text('run'),
      cellIds: array([text('a'), nil]),
      seq: int(17),
      on: bool(true),
      at: float64(1),
    });
    expect(toTagged(value)).toEqual({
      type: 'run',
      cellIds: ['a', null],
      seq: 17,
      on: true,
      at: { $float: '1.0' },
    });
  });

  it('writes everything else with a tag', () => {
    for (const [value, json] of [
      [int(2n ** 64n - 1n), { $int: '18446744073709551615' }],
      [int(-(2n ** 53n)), { $int: '-9007199254740992' }],
      [int(5, 'uint64'), { $int: '5', header: 'uint64' }],
      [float64(-0), { $float: '-0.0' }],
      [float64(1e300), { $float: '1e+300' }],
      [float64(-Infinity), { $float: '-Infinity' }],
      [float64(Number.NaN), { $float: 'NaN' }],
      [floatBits(64, 0x7ff8_0000_0000_0001n), { $float: '0x7ff8000000000001' }],
      [float32(1.5), { $float32: '1.5' }],
      [floatBits(32, 0xffc0_0000n), { $float32: '0xffc00000' }],
      [illFormed('a\ud800'), { $str: { hex: '61eda080' } }],
      [text('a', { header: 'str32', declared: 9 }), { $str: 'a', header: 'str32', declared: 9 }],
      [bin(bytes('00ff')), { $bin: { hex: '00ff' } }],
      [bin(new Uint8Array(66)), { $bin: { base64: 'A'.repeat(88) } }],
      [ext(-1, bytes('00'), { header: 'ext8' }), { $ext: { code: -1, hex: '00' }, header: 'ext8' }],
      [raw(bytes('c1')), { $raw: { hex: 'c1' } }],
      [array([nil], { declared: 4_294_967_295 }), { $array: [null], declared: 4_294_967_295 }],
      [map([[int(1), nil]]), { $map: [[1, null]] }],
      [map([], { header: 'map16' }), { $map: [], header: 'map16' }],
      [
        map([
          [text('a'), nil],
          [text('a'), nil],
        ]),
        {
          $map: [
            ['a', null],
            ['a', null],
          ],
        },
      ],
      [map([[text('$int'), nil]]), { $map: [['$int', null]] }],
      [map([[text('__proto__'), nil]]), { $map: [['__proto__', null]] }],
      [map([[text('1'), nil]]), { $map: [['1', null]] }],
      [map([]), {}],
    ] as const) {
      expect(toTagged(value)).toEqual(json);
      expect(same(back(value), value)).toBe(true);
      expect(Buffer.compare(encode(back(value)), encode(value))).toBe(0);
    }
  });

  it('keeps every value apart from every other, headers included', () => {
    fc.assert(
      fc.property(anyWireValue({ withExt: true }), (value) => {
        const again = back(value);
        expect(Buffer.compare(encode(again), encode(value))).toBe(0);
        expect(same(again, value)).toBe(true);
        expect(inAllDetail(back(again))).toBe(inAllDetail(again));
      }),
      { numRuns: 5_000 },
    );
    fc.assert(
      fc.property(hostileBytes, (frame) => {
        const decoded = decode(frame, { headers: true });
        if (decoded.kind === 'value') expect(Buffer.compare(encode(back(decoded.value)), frame)).toBe(0);
      }),
      { numRuns: 10_000 },
    );
  });

  it(`writes ${DEEP} levels flat, and reads them back`, () => {
    const deep = nested(
      DEEP,
      array([raw(bytes('c1')), map([], { declared: 3 }), array([], { header: 'array16' })], { declared: 7 }),
    );
    const json = toTagged(deep);
    expect(Object.keys(json ?? {})).toEqual(['$prefix']);
    expect(Buffer.compare(encode(back(deep)), encode(deep))).toBe(0);
    const shallow = nested(100, nil);
    expect(JSON.stringify(toTagged(shallow))).not.toContain('$prefix');
    expect(Buffer.compare(encode(back(shallow)), encode(shallow))).toBe(0);
    expect(JSON.stringify(toTagged(nested(101, nil)))).toContain('$prefix');
  });
});

describe('fromTagged', () => {
  it('reads a form that a person may write, though toTagged would not', () => {
    expect(fromTagged({ $int: '5' })).toEqual(int(5));
    expect(fromTagged({ $str: 'a' })).toEqual(text('a'));
    expect(fromTagged({ $array: [1] })).toEqual(array([int(1)]));
    expect(fromTagged({ $map: [['a', 1]] })).toEqual(record({ a: int(1) }));
    expect(fromTagged({ $float: '1' })).toEqual(float64(1));
    expect(fromTagged({ $prefix: [{ $array: 2 }, { $array: 0 }, 1] })).toEqual(array([array([]), int(1)]));
  });

  it('refuses what stands for no value, and says where', () => {
    for (const [json, message] of [
      [1.5, '$: expected an int'],
      [-0, '$: expected an int'],
      [2 ** 53, '$: expected an int'],
      [undefined, '$: expected'],
      [{ a: [1, { $float: 1 }] }, '$.a[1].$float: expected a float as text'],
      [{ $float: '1,5' }, '$.$float'],
      [{ $float: '0x7ff8' }, '$.$float'],
      [{ $float32: '0x7ff8000000000001' }, '$.$float32'],
      [{ $float: '1.0', header: 'x' }, '$: expected no members but $float'],
      [{ $int: '5', header: 'str8' }, '$.header: expected one of fixint'],
      [{ $int: '05' }, '$.$int'],
      [{ $int: '18446744073709551616' }, '$.$int'],
      [{ $int: 5 }, '$.$int'],
      [{ $str: 'a\ud800' }, '$.$str'],
      ['\ud800', '$: text'],
      [{ '\ud800': 1 }, '$: text'],
      [{ $str: { hex: '0' } }, '$.$str'],
      [{ $str: { hex: 'FF' } }, '$.$str'],
      [{ $bin: { base64: 'A' } }, '$.$bin'],
      [{ $bin: { hex: '00', base64: 'AA==' } }, '$.$bin: expected no members but hex'],
      [{ $bin: {} }, '$.$bin'],
      [{ $bin: null }, '$.$bin'],
      [{ $bin: { hex: '00' }, declared: -1 }, '$.declared'],
      [{ $bin: { hex: '00' }, declared: 2 ** 32 }, '$.declared'],
      [{ $ext: { hex: '00' } }, '$.$ext.code'],
      [{ $ext: { code: 128, hex: '00' } }, '$.$ext.code'],
      [{ $raw: { hex: 'c1' }, declared: 1 }, '$: expected no members but $raw'],
      [{ $array: 1 }, '$.$array: expected an array'],
      [{ $map: { a: 1 } }, '$.$map: expected an array'],
      [{ $map: [['a']] }, '$.$map[0]: expected [key, value]'],
      [{ $map: [['a', 1, 2]] }, '$.$map[0]: expected [key, value]'],
      [{ $what: 1 }, '$: expected one tag of'],
      [{ $int: '1', $float: '1.0' }, '$: expected no members but $int'],
      [{ $int: '1', a: 1 }, '$: expected no members but $int'],
      [{ $prefix: [] }, '$.$prefix: expected more values'],
      [{ $prefix: [{ $array: 2 }, 1] }, '$.$prefix: expected more values'],
      [{ $prefix: [1, 2] }, '$.$prefix[1]: expected the end'],
      [{ $prefix: [{ $array: -1 }] }, '$.$prefix[0].$array'],
      [{ $prefix: [{ $array: 1, length: 1 }, 1] }, '$.$prefix[0]'],
      [{ $prefix: [[1]] }, '$.$prefix[0]'],
      [{ $prefix: [{ a: 1 }] }, '$.$prefix[0]'],
      [{ $prefix: 1 }, '$.$prefix: expected an array'],
    ] as const) {
      const read = (): unknown => fromTagged(json);
      expect(read, JSON.stringify(json)).toThrow(WireError);
      expect(read).toThrow(message);
    }
  });

  it('names the place in the error, and the kind', () => {
    try {
      fromTagged({ a: { $float: 1 } });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: 'WireError', kind: 'tagged', path: '$.a.$float' });
    }
  });

  it('refuses JSON that is nested too deep, whatever it is made of', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
      ['{"$array":[', ']}'],
      ['{"$map":[[0,', ']]}'],
    ] as const) {
      const json: unknown = JSON.parse(`${open.repeat(DEEP)}0${close.repeat(DEEP)}`);
      expect(() => fromTagged(json)).toThrow(/at most 100 levels/);
    }
  });

  it('takes hostile names for what they are', () => {
    const value = fromTagged(JSON.parse('{"__proto__":1,"constructor":2,"toString":3}'));
    expect(value).toEqual(
      map([
        [text('__proto__'), int(1)],
        [text('constructor'), int(2)],
        [text('toString'), int(3)],
      ]),
    );
    expect(fromTagged({ $str: { hex: '5f' } })).toEqual(str(bytes('5f')));
  });

  it('throws nothing but WireError, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.anything({
          key: fc.oneof(
            fc.constantFrom(
              '$int',
              '$float',
              '$str',
              '$bin',
              '$ext',
              '$raw',
              '$array',
              '$map',
              '$prefix',
              'hex',
              'code',
              'header',
              'declared',
            ),
            fc.string(),
          ),
        }),
        (json) => {
          try {
            encode(fromTagged(json));
          } catch (error) {
            expect(error).toBeInstanceOf(WireError);
          }
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
