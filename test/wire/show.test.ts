import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  bool,
  ext,
  float32,
  float64,
  floatBits,
  hex,
  int,
  map,
  nil,
  raw,
  record,
  show,
  str,
  text,
  type WireValue,
} from '../../src/wire/index.js';
import { leastCpu } from './leastCpu.js';
import { DEEP, nested } from './nested.js';

const bytes = (digits: string): Uint8Array => Buffer.from(digits, 'hex');

describe('show', () => {
  it('writes a message as a person would', () => {
    expect(show(record({ type: text('ping'), seq: int(17), ids: array([nil, bool(true)]) }))).toBe(
      '{type: "ping", seq: 17, ids: [nil, true]}',
    );
    expect(
      show(
        map([
          [text('a b'), nil],
          [int(1), nil],
          [float64(1), nil],
        ]),
      ),
    ).toBe('{"a b": nil, 1: nil, 1.0: nil}');
    expect(show(array([]))).toBe('[]');
    expect(show(map([]))).toBe('{}');
  });

  it('keeps numbers apart', () => {
    expect(
      [
        int(1),
        float64(1),
        float32(1),
        float64(-0),
        float64(1.5),
        float64(1e300),
        float64(-Infinity),
        float64(Number.NaN),
      ].map((value) => show(value)),
    ).toEqual(['1', '1.0', '1.0f32', '-0.0', '1.5', '1e+300', '-Infinity', 'NaN']);
    expect(show(floatBits(64, 0x7ff8_0000_0000_0001n))).toBe('NaN(0x7ff8000000000001)');
    expect(show(floatBits(32, 0xffc0_0000n))).toBe('NaNf32(0xffc00000)');
  });

  it('writes bytes in hexadecimal, and how many there are when it cuts them', () => {
    expect(show(bin(bytes('00ff')))).toBe('bin 0x00ff');
    expect(show(bin(new Uint8Array(20)))).toBe(`bin 0x${'00'.repeat(16)}... (20 bytes)`);
    expect(show(ext(-1, bytes('00')))).toBe('ext -1 0x00');
    expect(show(raw(bytes('c1')))).toBe('raw 0xc1');
    expect(show(str(bytes('61ff')))).toBe('str 0x61ff');
    expect(show(str(new Uint8Array(100).fill(0xff)))).toBe(`str 0x${'ff'.repeat(16)}... (100 bytes)`);
  });

  it('cuts long text between characters, and says how long it is', () => {
    expect(show(text('x'.repeat(81)))).toBe(`"${'x'.repeat(80)}"... (81 bytes)`);
    expect(show(text('é'.repeat(41)))).toBe(`"${'é'.repeat(40)}"... (82 bytes)`);
    expect(show(text(`x${'😀'.repeat(30)}`))).toBe(`"x${'😀'.repeat(19)}"... (121 bytes)`);
  });

  it('shows headers and lies', () => {
    expect(show(array([int(5, 'uint64'), text('a', { declared: 9 })], { header: 'array32' }))).toBe(
      '[5 as uint64, "a" declared 9] as array32',
    );
    expect(show(map([[text('a', { header: 'str8' }), nil]], { declared: 2 }))).toBe(
      '{"a" as str8: nil} declared 2',
    );
  });

  it('cuts the whole, whatever its size and depth', () => {
    expect(show(array(Array.from({ length: 100_000 }, () => int(1))), 10)).toBe('[1, 1, 1, ...');
    expect(show(nested(DEEP, nil), 50)).toHaveLength(53);
    expect(show(nested(DEEP, nil), 1_000_000).length).toBeGreaterThan(DEEP);
    expect(show(text('abc'), 5)).toBe('"abc"');
    let wide: WireValue = int(1);
    for (let level = 0; level < 4; level += 1) wide = array(Array.from({ length: 200 }, () => wide));
    expect(leastCpu(() => show(wide))).toBeLessThan(100);
  });
});

describe('hex', () => {
  it('shows the start, and the size when there is more', () => {
    expect(hex(bytes('00ff'))).toBe('00ff');
    expect(hex(bytes('00ff10'), 2)).toBe('00ff... (3 bytes)');
    expect(hex(new Uint8Array(0))).toBe('');
    expect(hex(bytes('00112233').subarray(1, 3))).toBe('1122');
  });
});
