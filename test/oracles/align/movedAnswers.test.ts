import { describe, expect, it } from 'vitest';
import { movedAnswers } from '../../../src/oracles/align/movedAnswers.js';

function moved(...frames: readonly number[]): readonly number[] {
  return movedAnswers(Int32Array.from(frames));
}

describe('movedAnswers', () => {
  it('finds none in ascending order, gaps and strangers or not', () => {
    expect(moved()).toEqual([]);
    expect(moved(0, 1, 2)).toEqual([]);
    expect(moved(0, -1, 5, -1, 9)).toEqual([]);
  });

  it('finds one answer that came late, however many it let pass', () => {
    expect(moved(0, 2, 3, 4, 5, 1, 6)).toEqual([5]);
  });

  it('finds one answer that came early', () => {
    expect(moved(5, 0, 1, 2, 3, 4)).toEqual([0]);
  });

  it('finds as few as possible', () => {
    expect(moved(1, 0, 3, 2, 5, 4)).toHaveLength(3);
    expect(moved(4, 3, 2, 1, 0)).toHaveLength(4);
  });

  it('leaves out answers that are one too many', () => {
    expect(moved(1, -1, 0, -1, 2)).toEqual([0]);
  });
});
