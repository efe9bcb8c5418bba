import { describe, expect, it } from 'vitest';
import { ILL_FORMED } from '../../src/arbitraries/illFormedText.js';
import { repeatBytes } from '../../src/arbitraries/joinBytes.js';
import { TRICKY, textOfLength } from '../../src/arbitraries/texts.js';
import { drawn } from '../../src/arbitraries/drawn.js';
import { sample } from 'fast-check';
import { textOf } from '../../src/wire/index.js';

describe('TRICKY', () => {
  it('is well-formed, and each piece differs', () => {
    for (const piece of TRICKY) expect(piece).not.toMatch(/\p{Surrogate}/u);
    expect(new Set(TRICKY).size).toBe(TRICKY.length);
  });
});

describe('ILL_FORMED', () => {
  it('holds nothing that is well-formed', () => {
    for (const bytes of ILL_FORMED) expect(textOf(bytes), Buffer.from(bytes).toString('hex')).toBeNull();
  });
});

describe('repeatBytes', () => {
  it('is exactly as long as asked for, and cuts no unit', () => {
    for (const length of [0, 1, 3, 4, 5, 1000, 65_537]) {
      const text = textOf(repeatBytes(Buffer.from('😀'), length, 0x61));
      expect(Buffer.byteLength(text ?? '?')).toBe(length);
      expect(text).toMatch(/^😀*a{0,3}$/u);
    }
  });
});

describe('textOfLength', () => {
  it('counts code points', () => {
    for (const value of sample(
      drawn((draw) => textOfLength(draw, 3, 5)),
      { seed: 1, numRuns: 200 },
    )) {
      const length = (value.kind === 'str' ? (textOf(value.bytes) ?? '') : '').match(/./gsu)?.length ?? 0;
      expect(length).toBeGreaterThanOrEqual(3);
      expect(length).toBeLessThanOrEqual(5);
    }
  });
});
