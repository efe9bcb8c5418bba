import { describe, expect, it } from 'vitest';

import { readReleases } from '../../src/cli/matrixReleases.js';
import { UsageError } from '../../src/cli/usageError.js';

const KNOWN = ['0.19.0', '0.19.11', '0.23.3', '0.24.0', '0.25.2'];

describe('readReleases', () => {
  it.each([
    ['..', ['0.25.2', '0.24.0', '0.23.3', '0.19.11', '0.19.0']],
    ['0.23.3..latest', ['0.25.2', '0.24.0', '0.23.3']],
    ['0.23.3..', ['0.25.2', '0.24.0', '0.23.3']],
    ['..0.19.11', ['0.19.11', '0.19.0']],
    ['0.19.1..0.23.9', ['0.23.3', '0.19.11']],
    ['latest', ['0.25.2']],
    ['0.24.1', ['0.24.1']],
    ['0.23.3, 0.24.0', ['0.24.0', '0.23.3']],
    ['0.24.0,0.24.0..latest', ['0.25.2', '0.24.0']],
    ['0.26.0rc1,latest', ['0.26.0rc1', '0.25.2']],
    [
      '0.24.0,../marimo,dist/marimo-1-py3-none-any.whl',
      ['../marimo', 'dist/marimo-1-py3-none-any.whl', '0.24.0'],
    ],
  ])('reads %j, newest first', (text, names) => {
    expect(readReleases(text, KNOWN)).toEqual(names.map((name) => ({ name, kernel: `marimo@${name}` })));
  });

  it.each(['', ' , ', 'newest', '0.23..0.24..0.25', 'a..b', '0.24.0...0.25.2', 'marimo'])(
    'refuses %j',
    (text) => {
      expect(() => readReleases(text, KNOWN)).toThrow(UsageError);
      expect(() => readReleases(text, KNOWN)).toThrow(/0\.23\.3\.\.latest/u);
    },
  );

  it('refuses a range that holds no release', () => {
    expect(() => readReleases('0.24.1..0.24.9', KNOWN)).toThrow(
      /No release lies within 0\.24\.1\.\.0\.24\.9/u,
    );
  });
});
