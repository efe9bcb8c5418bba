import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  bool,
  canonicalBytes,
  decode,
  encode,
  encodeCanonical,
  equal,
  ext,
  float32,
  float64,
  floatBits,
  int,
  map,
  nil,
  raw,
  record,
  str,
  text,
  WireError,
  type WireValue,
} from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { hostileBytes } from './hostileBytes.js';
import { DEEP, nested } from './nested.js';

const hexOf = (value: WireValue): string => Buffer.from(encode(value)).toString('hex');
const zeros = (length: number): Uint8Array => new Uint8Array(length);
const body = (length: number): string => '00'.repeat(length);
const nils = (count: number): WireValue[] => Array.from({ length: count }, () => nil);

/** `value` as `size` bytes, big-endian, two's complement. */
function bigEndian(value: bigint, size: number): string {
  return BigInt.asUintN(size * 8, value)
    .toString(16)
    .padStart(size * 2, '0');
}

/** Bytes after the opcode of the shortest form of an int. */
function sizeOf(value: bigint): number {
  if (value >= -32n && value < 128n) return 0;
  if (value >= 0n) return [1, 2, 4, 8].find((bytes) => value < 2n ** BigInt(bytes * 8)) ?? 0;
  return [1, 2, 4, 8].find((bytes) => value >= -(2n ** BigInt(bytes * 8 - 1))) ?? 0;
}

describe('encode, ints', () => {
  const forms = [
    { header: 'uint8', opcode: 'cc', size: 1, signed: false },
    { header: 'uint16', opcode: 'cd', size: 2, signed: false },
    { header: 'uint32', opcode: 'ce', size: 4, signed: false },
    { header: 'uint64', opcode: 'cf', size: 8, signed: false },
    { header: 'int8', opcode: 'd0', size: 1, signed: true },
    { header: 'int16', opcode: 'd1', size: 2, signed: true },
    { header: 'int32', opcode: 'd2', size: 4, signed: true },
    { header: 'int64', opcode: 'd3', size: 8, signed: true },
  ] as const;

  for (const { header, opcode, size, signed } of forms) {
    const bits = BigInt(size * 8);
    const [min, max] = signed ? [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n] : [0n, 2n ** bits - 1n];

    it(`writes ${header} from ${min} to ${max} when asked, and refuses what lies beyond`, () => {
      for (const value of [min, min + 1n, 0n, 1n, max - 1n, max]) {
        expect(hexOf(int(value, header))).toBe(opcode + bigEndian(value, size));
      }
      for (const value of [min - 1n, max + 1n]) {
        expect(() => encode({ kind: 'int', value, header })).toThrow(WireError);
      }
    });
  }

  it('writes fixint from -32 to 127 when asked, and refuses what lies beyond', () => {
    for (let value = -32; value < 128; value += 1) {
      expect(hexOf(int(value, 'fixint'))).toBe(bigEndian(BigInt(value), 1));
    }
    expect(() => encode(int(128, 'fixint'))).toThrow(/128 does not fit the header fixint/);
    expect(() => encode(int(-33, 'fixint'))).toThrow(WireError);
  });

  it('chooses the shortest form, unsigned for what is not negative', () => {
    for (let bit = 0n; bit <= 64n; bit += 1n) {
      for (const value of [
        2n ** bit - 1n,
        2n ** bit,
        2n ** bit + 1n,
        -(2n ** bit),
        -(2n ** bit) - 1n,
        1n - 2n ** bit,
      ]) {
        if (value < -(2n ** 63n) || value >= 2n ** 64n) continue;
        const bytes = sizeOf(value);
        const base = value >= 0n ? 0xcc : 0xd0;
        const opcode = bytes === 0 ? '' : (base + Math.log2(bytes)).toString(16);
        expect(hexOf(int(value))).toBe(opcode + bigEndian(value, bytes === 0 ? 1 : bytes));
      }
    }
  });

  it('refuses what has more than 64 bits', () => {
    for (const value of [2n ** 64n, -(2n ** 63n) - 1n, 2n ** 100n]) {
      expect(() => encode({ kind: 'int', value })).toThrow(/not within -2\^63 to 2\^64-1/);
    }
  });
});

describe('encode, lengths', () => {
  /** The families as the format lists them: how the head of a length is written, and from which length on. */
  const families = [
    {
      name: 'str',
      make: (length: number, form?: object) => ({ ...str(zeros(length)), ...form }) as WireValue,
      fix: { base: 0xa0, max: 31, header: 'fixstr' },
      long: [
        ['str8', 'd9', 1],
        ['str16', 'da', 2],
        ['str32', 'db', 4],
      ],
      content: body,
    },
    {
      name: 'bin',
      make: (length: number, form?: object) => ({ ...bin(zeros(length)), ...form }) as WireValue,
      fix: null,
      long: [
        ['bin8', 'c4', 1],
        ['bin16', 'c5', 2],
        ['bin32', 'c6', 4],
      ],
      content: body,
    },
    {
      name: 'array',
      make: (length: number, form?: object) => ({ ...array(nils(length)), ...form }) as WireValue,
      fix: { base: 0x90, max: 15, header: 'fixarray' },
      long: [
        ['array16', 'dc', 2],
        ['array32', 'dd', 4],
      ],
      content: (length: number) => 'c0'.repeat(length),
    },
    {
      name: 'map',
      make: (length: number, form?: object) =>
        ({ ...map(nils(length).map((key) => [key, nil])), ...form }) as WireValue,
      fix: { base: 0x80, max: 15, header: 'fixmap' },
      long: [
        ['map16', 'de', 2],
        ['map32', 'df', 4],
      ],
      content: (length: number) => 'c0c0'.repeat(length),
    },
  ] as const;
  const lengths = [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536];

  for (const { name, make, fix, long, content } of families) {
    const heads = (length: number): { readonly header: string; readonly head: string }[] => [
      ...(fix !== null && length <= fix.max
        ? [{ header: fix.header, head: bigEndian(BigInt(fix.base + length), 1) }]
        : []),
      ...long
        .filter(([, , size]) => length < 2 ** (size * 8))
        .map(([header, opcode, size]) => ({ header, head: opcode + bigEndian(BigInt(length), size) })),
    ];

    it(`writes every ${name} in the shortest form, and in every longer one when asked`, () => {
      for (const length of lengths) {
        const all = heads(length);
        expect(hexOf(make(length)) === all[0]?.head + content(length), `${name} of ${length}`).toBe(true);
        for (const { header, head } of all) {
          expect(hexOf(make(length, { header })) === head + content(length), `${header} of ${length}`).toBe(
            true,
          );
        }
      }
    });

    it(`refuses a ${name} that its header cannot hold`, () => {
      for (const length of lengths) {
        const fitting = new Set(heads(length).map(({ header }) => header));
        const headers = [...(fix === null ? [] : [fix.header]), ...long.map(([header]) => header)];
        for (const header of headers.filter((each) => !fitting.has(each))) {
          expect(() => encode(make(length, { header }))).toThrow(`cannot say a length of ${length}`);
        }
      }
    });

    it(`writes the declared length of a ${name} and its true content`, () => {
      for (const declared of [0, 3, 40, 300, 70_000, 0xffff_ffff]) {
        expect(hexOf(make(2, { declared }))).toBe((heads(declared)[0]?.head ?? '') + content(2));
        const [widest] = heads(declared).slice(-1);
        expect(hexOf(make(2, { declared, header: widest?.header }))).toBe((widest?.head ?? '') + content(2));
      }
      for (const declared of [-1, 1.5, 2 ** 32]) {
        expect(() => encode(make(2, { declared }))).toThrow(WireError);
      }
    });
  }
});

describe('encode, ext', () => {
  it('writes the five fixed lengths in one byte, all others with their length', () => {
    for (const [i, length] of [1, 2, 4, 8, 16].entries()) {
      expect(hexOf(ext(-1, zeros(length)))).toBe((0xd4 + i).toString(16) + 'ff' + body(length));
    }
    for (const length of [0, 3, 5, 15, 17, 255]) {
      expect(hexOf(ext(127, zeros(length)))).toBe(`c7${bigEndian(BigInt(length), 1)}7f${body(length)}`);
    }
    expect(hexOf(ext(5, zeros(256)))).toBe(`c8010005${body(256)}`);
    expect(hexOf(ext(-128, zeros(65_536))) === `c90001000080${body(65_536)}`).toBe(true);
  });

  it('writes other headers and lies when asked, and refuses what they cannot say', () => {
    expect(hexOf(ext(5, zeros(1), { header: 'ext8' }))).toBe('c7010500');
    expect(hexOf(ext(5, zeros(1), { header: 'ext16' }))).toBe('c800010500');
    expect(hexOf(ext(5, zeros(1), { header: 'ext32' }))).toBe('c9000000010500');
    expect(hexOf(ext(5, zeros(1), { declared: 16 }))).toBe('d80500');
    expect(hexOf(ext(5, zeros(1), { declared: 9 }))).toBe('c7090500');
    expect(() => encode(ext(5, zeros(3), { header: 'fixext' }))).toThrow(WireError);
    expect(() => encode(ext(5, zeros(256), { header: 'ext8' }))).toThrow(WireError);
  });
});

describe('encode', () => {
  it('writes nil, bools and floats by their bits', () => {
    expect(hexOf(nil)).toBe('c0');
    expect(hexOf(bool(false))).toBe('c2');
    expect(hexOf(bool(true))).toBe('c3');
    expect(hexOf(float64(1))).toBe('cb3ff0000000000000');
    expect(hexOf(float64(-0))).toBe('cb8000000000000000');
    expect(hexOf(float64(Number.NaN))).toBe('cb7ff8000000000000');
    expect(hexOf(float32(-1.5))).toBe('cabfc00000');
    expect(hexOf(floatBits(64, 0x7ff0_0000_dead_beefn))).toBe('cb7ff00000deadbeef');
    expect(hexOf(floatBits(32, 0xffa0_0001n))).toBe('caffa00001');
  });

  it('writes raw bytes as they are, also in the place of a value', () => {
    expect(hexOf(array([raw(Buffer.from('c1', 'hex')), raw(zeros(0)), nil]))).toBe('93c1c0');
  });

  it('writes keys before their values, doubled ones too, in order', () => {
    const value = map([
      [text('b'), int(1)],
      [text('a'), array([int(2), int(3)])],
      [text('b'), nil],
    ]);
    expect(hexOf(value)).toBe('83a16201a161920203a162c0');
  });

  it('gives memory that no later call writes to', () => {
    fc.assert(
      fc.property(fc.array(anyWireValue({ withExt: true }), { minLength: 2, maxLength: 5 }), (values) => {
        const encoded = values.map((value) => encode(value));
        const copies = encoded.map((bytes) => Uint8Array.from(bytes));
        for (const value of values.toReversed()) encode(value);
        encode(bin(new Uint8Array(100_000).fill(0xee)));
        for (const [i, bytes] of encoded.entries())
          expect(Buffer.compare(bytes, copies[i] ?? zeros(0))).toBe(0);
      }),
    );
  });

  it('begins afresh after a value that it refused', () => {
    expect(() => encode(array([int(1), int(300, 'uint8')]))).toThrow(WireError);
    expect(hexOf(int(7))).toBe('07');
  });

  it('writes values larger than any it has written', () => {
    const bytes = new Uint8Array(3_000_000).fill(7);
    const encoded = encode(array([bin(bytes), bin(bytes)]));
    expect(encoded.length).toBe(1 + 2 * (5 + bytes.length));
    expect(Buffer.compare(encoded.subarray(-bytes.length), bytes)).toBe(0);
  });

  it(`writes ${DEEP} levels`, () => {
    const bytes = encode(nested(DEEP, nil));
    expect(Buffer.from(bytes.subarray(0, 3)).toString('hex')).toMatch(/^(91|81)/);
    expect(decode(bytes).kind).toBe('value');
  });
});

describe('encodeCanonical', () => {
  it('ignores headers and declared lengths at every level', () => {
    const odd = array(
      [int(1, 'int64'), map([[str(Buffer.from('a'), { header: 'str32' }), nil]], { declared: 7 })],
      {
        header: 'array32',
      },
    );
    expect(Buffer.from(encodeCanonical(odd)).toString('hex')).toBe('920181a161c0');
    expect(
      Buffer.from(encodeCanonical(ext(5, zeros(2), { header: 'ext32', declared: 3 }))).toString('hex'),
    ).toBe('d5050000');
    expect(Buffer.from(encodeCanonical(bin(zeros(1), { header: 'bin32' }))).toString('hex')).toBe('c40100');
  });

  it('gives equal bytes for equal values alone', () => {
    const any = anyWireValue({ withExt: true });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const sameBytes = Buffer.compare(encodeCanonical(a), encodeCanonical(b)) === 0;
        expect(sameBytes).toBe(equal(a, b));
      }),
      { numRuns: 5_000 },
    );
    expect(
      Buffer.compare(encodeCanonical(record({ a: int(1) })), encode(record({ a: int(1, 'uint64') }))),
    ).not.toBe(0);
  });
});

describe('canonicalBytes', () => {
  it('says the same as to decode and to encode again, whatever the bytes', () => {
    fc.assert(
      fc.property(hostileBytes, (bytes) => {
        const decoded = decode(bytes);
        const expected = decoded.kind === 'value' ? encodeCanonical(decoded.value) : bytes;
        expect(Buffer.from(canonicalBytes(bytes)).toString('hex')).toBe(
          Buffer.from(expected).toString('hex'),
        );
      }),
      { numRuns: 20_000 },
    );
  });

  it('shortens every header, at any depth', () => {
    const long = Buffer.from('df00000001db0000000161dd00000001d30000000000000001', 'hex');
    expect(Buffer.from(canonicalBytes(long)).toString('hex')).toBe('81a1619101');
    const deep = Buffer.concat([Buffer.from('dc0001'.repeat(100_000), 'hex'), Buffer.of(0xc0)]);
    expect(
      Buffer.from(canonicalBytes(deep)).equals(Buffer.concat([Buffer.alloc(100_000, 0x91), Buffer.of(0xc0)])),
    ).toBe(true);
  });
});
