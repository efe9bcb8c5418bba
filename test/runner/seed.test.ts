import { describe, expect, it } from 'vitest';
import { caseSeed, parseSeed } from '../../src/runner/seed.js';

describe('parseSeed', () => {
  it('takes a whole number', () => {
    expect(parseSeed('42')).toEqual({ text: '42', number: 42 });
    expect(parseSeed('-7').number).toBe(-7);
  });

  it('folds a large number into 32 bits', () => {
    expect(parseSeed('4294967297').number).toBe(1);
  });

  it('takes a git commit id, short or whole', () => {
    const whole = parseSeed('fad7618c5c0de0c0ffee0123456789abcdef0123');
    expect(whole.number).toBe(0xfad7618c | 0);
    expect(parseSeed('fad7618').number).toBe(0xfad7618);
  });

  it.each(['', 'x', '1.5', '0x10', 'fad761', 'g'.repeat(40)])(
    'refuses %j and says what it expected',
    (text) => {
      expect(() => parseSeed(text)).toThrow(/expected a whole number or a git commit id/);
    },
  );
});

describe('caseSeed', () => {
  it('gives neighbours seeds that have nothing in common', () => {
    const seeds = new Set(Array.from({ length: 10_000 }, (_, index) => caseSeed(1, index)));
    expect(seeds.size).toBe(10_000);
    expect(caseSeed(1, 0)).not.toBe(caseSeed(2, 0));
  });

  it('is the same every time', () => {
    expect(caseSeed(42, 7)).toBe(caseSeed(42, 7));
  });
});
