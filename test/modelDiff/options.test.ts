import { describe, expect, it } from 'vitest';

import { UsageError, readOptions } from '../../modelDiff/options.js';

describe('readOptions', () => {
  it('has a minute of the newest version as a default', () => {
    expect(readOptions([], 2 ** 31 + 5)).toEqual({
      maxTimeMs: 60_000,
      pairs: null,
      seed: 5,
      msgspec: '0.22.0',
    });
  });

  it('takes as long as the pairs take', () => {
    expect(readOptions(['--pairs', '10', '--seed', '7'], 0)).toMatchObject({
      maxTimeMs: Infinity,
      pairs: 10,
      seed: 7,
    });
    expect(readOptions(['--pairs', '10', '--max-time', '2m'], 0)).toMatchObject({ maxTimeMs: 120_000 });
  });

  it.each([
    ['--max-time', '60'],
    ['--seed', '-1'],
    ['--pairs', 'x'],
    ['--msgspec', '0.17.0'],
    ['--other', '1'],
  ])('refuses %s %s', (...args) => expect(() => readOptions(args, 0)).toThrow(UsageError));
});
