import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, printable } from '../../src/report/printable.js';

describe('printable', () => {
  it('leaves text alone', () => {
    expect(printable('naïve 日本 🚀 "quoted" \\n')).toBe('naïve 日本 🚀 "quoted" \\n');
  });

  it.each([
    ['\u0000\u001b[31m\u007f\u0085', '\\u{0}\\u{1b}[31m\\u{7f}\\u{85}'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['👩\u200d🚀', '👩\\u{200d}🚀'],
    ['\ufeff\u202e\u2028\u2066', '\\u{feff}\\u{202e}\\u{2028}\\u{2066}'],
    ['\ud800x\udc00', '\\u{d800}x\\u{dc00}'],
  ])('escapes %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('cut', () => {
  it('says how long the text really is', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('abc… (4 characters)');
  });

  it('never splits a character, and stays near its limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '🚀', '\u0000') }), fc.nat(20), (text, max) => {
        const shown = cut(text, max);
        expect(shown).not.toMatch(/\p{Cs}|\{d83d\}/u);
        expect(shown.length).toBeLessThan(max + 20);
      }),
    );
  });
});
