import { describe, expect, it } from 'vitest';
import { caseSize, isSmaller } from '../../src/corpus/caseSize.js';
import type { CaseSize } from '../../src/corpus/index.js';
import { array, nil } from '../../src/wire/index.js';
import { step } from './findings.js';

describe('caseSize', () => {
  it('counts every repetition', () => {
    expect(caseSize({ steps: [step(nil), step(array([nil, nil]), 100)] })).toEqual({
      steps: 2,
      messages: 101,
      bytes: 301,
    });
  });
});

describe('isSmaller', () => {
  it('goes by messages, then by bytes', () => {
    expect(isSmaller(size(1, 900), size(2, 10))).toBe(true);
    expect(isSmaller(size(2, 10), size(1, 900))).toBe(false);
    expect(isSmaller(size(1, 9), size(1, 10))).toBe(true);
    expect(isSmaller(size(1, 10), size(1, 10))).toBe(false);
  });
});

function size(messages: number, bytes: number): CaseSize {
  return { steps: 1, messages, bytes };
}
