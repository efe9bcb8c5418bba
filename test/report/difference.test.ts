import { describe, expect, it } from 'vitest';
import { difference } from '../../src/report/difference.js';

describe('difference', () => {
  it.each([
    ['1', '2', '^'],
    ['[1, 2, 3]', '[1, 9, 3]', '    ^'],
    ['{a: 1}', '{a: nil}', '    ^^^'],
    ['abc', 'ab', '  ^'],
    ['same', 'same', '    ^'],
    ['', 'x', '^'],
  ])('between %j and %j is marked under the second', (expected, got, marks) => {
    expect(difference(expected, got)).toEqual({ expected, got, marks });
  });

  it('keeps long texts to one line each', () => {
    const { expected, got } = difference('\u0000'.repeat(2 ** 20), 'y'.repeat(2 ** 20));
    expect(expected).toBe(`${String.raw`\u{0}`.repeat(17)}${String.raw`\u{`}…`);
    expect(got).toBe(`${'y'.repeat(88)}…`);
  });

  it('shows a little of what is the same before the difference', () => {
    const { expected, marks } = difference(`${'x'.repeat(1000)}1`, `${'x'.repeat(1000)}2`);
    expect(expected).toBe(`…${'x'.repeat(24)}1`);
    expect(marks).toBe(`${' '.repeat(25)}^`);
  });
});
