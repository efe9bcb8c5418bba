import { describe, expect, it } from 'vitest';
import { array, bin, encode, int, offsetOf, record, text } from '../../src/wire/index.js';

describe('offsetOf', () => {
  const bytes = encode(
    record({ ab: array([int(1), bin(new Uint8Array(3)), record({ c: text('d') })]), e: int(2) }),
  );

  it('finds roots, keys, values and items', () => {
    const parts = ['82', 'a26162', '93', '01', 'c403000000', '81', 'a163', 'a164', 'a165', '02'];
    expect(Buffer.from(bytes).toString('hex')).toBe(parts.join(''));
    expect(offsetOf(bytes, [])).toBe(0);
    expect(offsetOf(bytes, [0])).toBe(1);
    expect(offsetOf(bytes, [1])).toBe(4);
    expect(offsetOf(bytes, [1, 0])).toBe(5);
    expect(offsetOf(bytes, [1, 1])).toBe(6);
    expect(offsetOf(bytes, [1, 2])).toBe(11);
    expect(offsetOf(bytes, [1, 2, 1])).toBe(14);
    expect(offsetOf(bytes, [2])).toBe(16);
    expect(offsetOf(bytes, [3])).toBe(18);
  });

  it('gives null for what is not there', () => {
    for (const position of [[4], [1, 3], [3, 0], [1, 0, 0]]) expect(offsetOf(bytes, position)).toBeNull();
    expect(offsetOf(bytes.subarray(0, 14), [3])).toBeNull();
    expect(offsetOf(new Uint8Array(0), [])).toBeNull();
  });
});
