import { describe, expect, it } from 'vitest';
import { brief, duration, plural, size } from '../../src/report/figures.js';

describe('size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [65_536, '64 KiB'],
    [1_572_864, '1.5 MiB'],
    [10_485_760, '10 MiB'],
    [204_960, '200 KiB'],
  ])('%d is %s', (bytes, text) => {
    expect(size(bytes)).toBe(text);
  });
});

describe('duration', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [59.4, '59 s'],
    [59.6, '1 min 0 s'],
    [3599.6, '1 h 0 min'],
    [7384, '2 h 3 min'],
  ])('%d is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('brief', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.0k'],
    [99_949, '99.9k'],
    [99_950, '100k'],
    [999_499, '999k'],
    [999_500, '1.0M'],
  ])('%d is %s', (n, text) => {
    expect(brief(n)).toBe(text);
  });
});

describe('plural', () => {
  it('counts', () => {
    expect([0, 1, 2000].map((n) => plural(n, 'message'))).toEqual([
      '0 messages',
      '1 message',
      '2,000 messages',
    ]);
  });
});
