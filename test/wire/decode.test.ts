import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  decode,
  encode,
  equal,
  ext,
  float64,
  floatBits,
  int,
  map,
  nil,
  record,
  str,
  text,
  type Decoded,
  type WireValue,
} from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { hostileBytes } from './hostileBytes.js';
import { leastCpu } from './leastCpu.js';
import { DEEP, nested } from './nested.js';

const fromHex = (digits: string): Uint8Array => Buffer.from(digits, 'hex');

function valueIn(decoded: Decoded): WireValue {
  if (decoded.kind === 'value') return decoded.value;
  throw new Error(`malformed at ${decoded.error.at}: ${decoded.error.text}`);
}

function errorIn(bytes: Uint8Array): string {
  const decoded = decode(bytes);
  return decoded.kind === 'value' ? 'none' : `${decoded.error.kind} at ${decoded.error.at}`;
}

describe('decode', () => {
  it('gives back 100,000 random values', () => {
    fc.assert(
      fc.property(fc.array(anyWireValue({ withExt: true }), { minLength: 5, maxLength: 5 }), (values) => {
        for (const value of values) if (!equal(valueIn(decode(encode(value))), value)) return false;
        return true;
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads every header form to the same value, and keeps the header when asked', () => {
    const bytes = fromHex('00ff');
    const longer: readonly WireValue[] = [
      ...(['uint8', 'uint16', 'uint32', 'uint64', 'int8', 'int16', 'int32', 'int64'] as const).map((header) =>
        int(100, header),
      ),
      ...(['int8', 'int16', 'int32', 'int64'] as const).map((header) => int(-20, header)),
      ...(['str8', 'str16', 'str32'] as const).map((header) => str(bytes, { header })),
      ...(['bin16', 'bin32'] as const).map((header) => bin(bytes, { header })),
      ...(['array16', 'array32'] as const).map((header) => array([nil], { header })),
      ...(['map16', 'map32'] as const).map((header) => map([[nil, nil]], { header })),
      ...(['ext8', 'ext16', 'ext32'] as const).map((header) => ext(-7, bytes, { header })),
      ...(['ext16', 'ext32'] as const).map((header) => ext(-7, new Uint8Array(3), { header })),
    ];
    for (const value of longer) {
      const decoded = valueIn(decode(encode(value)));
      expect(equal(decoded, value)).toBe(true);
      expect(decoded).not.toHaveProperty('header');
      const kept = valueIn(decode(encode(value), { headers: true }));
      expect(equal(kept, value)).toBe(true);
      expect(kept).toHaveProperty('header', 'header' in value ? value.header : null);
    }
  });

  it('keeps apart what only the wire keeps apart', () => {
    expect(valueIn(decode(fromHex('cbfff8000000000001')))).toEqual(floatBits(64, 0xfff8_0000_0000_0001n));
    expect(valueIn(decode(fromHex('ca7fa00000')))).toEqual(floatBits(32, 0x7fa0_0000n));
    expect(valueIn(decode(fromHex('cb8000000000000000')))).toEqual(float64(-0));
    expect(valueIn(decode(fromHex('cfffffffffffffffff')))).toEqual(int(2n ** 64n - 1n));
    expect(equal(valueIn(decode(fromHex('a2ff80'))), str(fromHex('ff80')))).toBe(true);
    expect(
      equal(
        valueIn(decode(fromHex('82a16101a16102'))),
        map([
          [text('a'), int(1)],
          [text('a'), int(2)],
        ]),
      ),
    ).toBe(true);
  });

  it('keeps the headers when asked, so that encoding gives the same bytes', () => {
    const roundTrip = (bytes: Uint8Array): void => {
      const again = encode(valueIn(decode(bytes, { headers: true })));
      expect(Buffer.from(again).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
    };
    const value = array([int(1, 'uint64'), int(1), int(-1, 'int8'), text('a', { header: 'str16' }), nil], {
      header: 'array16',
    });
    expect(valueIn(decode(encode(value), { headers: true }))).toEqual(value);
    fc.assert(
      fc.property(hostileBytes, (bytes) => {
        if (decode(bytes).kind === 'value') roundTrip(bytes);
      }),
      { numRuns: 20_000 },
    );
    fc.assert(
      fc.property(anyWireValue({ withExt: true }), (each) => roundTrip(encode(each))),
      { numRuns: 2_000 },
    );
  });

  it('does not name a header that is the shortest anyway', () => {
    const value = array([
      int(1),
      int(300),
      int(-300),
      text('a'),
      bin(fromHex('00')),
      ext(1, fromHex('00')),
      record({ a: nil }),
    ]);
    expect(valueIn(decode(encode(value), { headers: true }))).toEqual(valueIn(decode(encode(value))));
  });

  it('gives bytes that are views of the input', () => {
    const bytes = Uint8Array.from(encode(text('abc')));
    const value = valueIn(decode(bytes));
    bytes[1] = 0x78;
    expect(equal(value, text('xbc'))).toBe(true);
  });

  it('reads a frame that is a part of a larger buffer', () => {
    const bytes = encode(array([text('abc'), float64(1.5), int(2n ** 40n), ext(3, fromHex('01'))]));
    const larger = new Uint8Array(bytes.length + 20).fill(0xc1);
    larger.set(bytes, 10);
    expect(decode(larger.subarray(10, 10 + bytes.length))).toEqual(decode(bytes));
  });
});

describe('decode, malformed bytes', () => {
  it('says where the value is torn, at whatever byte it is cut', () => {
    const value = array([
      nil,
      int(300),
      record({ abc: float64(1.5) }),
      bin(new Uint8Array(3)),
      ext(1, new Uint8Array(4)),
      int(7),
    ]);
    const bytes = encode(value);
    // Where each value begins: the array, its first item, ... A cut falls into the last one that begins before it.
    const starts = [0, 1, 2, 5, 6, 10, 19, 24, 30];
    for (let length = 0; length < bytes.length; length += 1) {
      const torn = starts.findLast((start) => start <= length);
      expect(errorIn(bytes.subarray(0, length)), `cut to ${length}`).toBe(`truncated at ${torn}`);
    }
    expect(errorIn(bytes)).toBe('none');
  });

  it('tells every torn head', () => {
    for (const digits of [
      'cc',
      'cd00',
      'ce000000',
      'cf00000000000000',
      'd0',
      'd100',
      'd2000000',
      'd300000000000000',
      'ca000000',
      'cb00000000000000',
      'a1',
      'd9',
      'd901',
      'da00',
      'da0001',
      'db000000',
      'db00000001',
      'c4',
      'c401',
      'c500',
      'c6000000',
      'd4',
      'd401',
      'd50100',
      'd801',
      'c7',
      'c701',
      'c70100',
      'c80001',
      'c900000001',
      '91',
      'dc00',
      'dc0001',
      'dd000000',
      'dd00000001',
      '81',
      'de00',
      'df000000',
    ]) {
      const torn = ['91', 'dc0001', 'dd00000001', '81'].includes(digits) ? digits.length / 2 : 0;
      expect(errorIn(fromHex(digits)), digits).toBe(`truncated at ${torn}`);
    }
    expect(errorIn(fromHex('81a161'))).toBe('truncated at 3');
  });

  it('says which byte is too many', () => {
    expect(errorIn(fromHex('c0c0'))).toBe('trailing at 1');
    expect(errorIn(fromHex('92c0c0c1'))).toBe('trailing at 3');
  });

  it('knows the opcode that stands for nothing, wherever it stands', () => {
    expect(errorIn(fromHex('c1'))).toBe('reserved at 0');
    expect(errorIn(fromHex('92c0c1'))).toBe('reserved at 2');
    expect(errorIn(fromHex('81c1c0'))).toBe('reserved at 1');
  });

  it('takes no memory for lengths that are only declared', () => {
    for (const digits of [
      'ddffffffff',
      'dfffffffff',
      'dbffffffff',
      'c6ffffffff',
      'c9ffffffff01',
      'ddffffffffddffffffff',
    ]) {
      const before = process.memoryUsage();
      expect(errorIn(fromHex(digits))).toMatch(/^truncated at/);
      const after = process.memoryUsage();
      expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(
        1_000_000,
      );
    }
  });

  it('gives a value or an error within the bytes for whatever it is given', () => {
    fc.assert(
      fc.property(hostileBytes, (bytes) => {
        const decoded = decode(bytes);
        if (decoded.kind === 'value') return;
        expect(decoded.error.at).toBeGreaterThanOrEqual(0);
        expect(decoded.error.at).toBeLessThanOrEqual(bytes.length);
        expect(decoded.error.text).not.toBe('');
      }),
      { numRuns: 50_000 },
    );
  });

  it('takes less than 200 ms for a hostile megabyte', () => {
    for (const pattern of [
      '91',
      '81',
      '80',
      '90',
      'dd0000ffff',
      'ddffffffff',
      'df00000001c0',
      'c0',
      '00',
      'a0',
      'a161',
      'd90130',
      'cb7ff8000000000000',
      'd40100',
    ]) {
      const bytes = Buffer.alloc(1_000_000, pattern, 'hex');
      // As many items as there are, so that all of it is read.
      const filled = Buffer.concat([fromHex('dd000f4240'), bytes]);
      expect(
        leastCpu(() => decode(bytes)),
        pattern,
      ).toBeLessThan(200);
      expect(
        leastCpu(() => decode(filled)),
        pattern,
      ).toBeLessThan(200);
    }
  });

  it(`reads ${DEEP} levels, through values and keys`, () => {
    const value = nested(DEEP, int(7));
    const decoded = valueIn(decode(encode(value)));
    expect(equal(decoded, value)).toBe(true);
    expect(equal(decoded, nested(DEEP, int(8)))).toBe(false);
    expect(errorIn(Buffer.alloc(DEEP, 0x81))).toBe(`truncated at ${DEEP}`);
  });
});
