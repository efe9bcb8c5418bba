import { check, property, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../src/arbitraries/drawn.js';
import type { Draw } from '../../src/arbitraries/draw.js';

/** What a value that is found shrinks to. */
function minimal<T>(make: (draw: Draw) => T, holds: (value: T) => boolean): T {
  const found = check(
    property(drawn(make), (value) => !holds(value)),
    { seed: 8, numRuns: 2000 },
  );
  if (found.counterexample === null) throw new Error('no value was found for which the predicate holds');
  return found.counterexample[0];
}

const numbers = (draw: Draw): number[] => draw.list(0, 50, 8, () => draw.below(1000));

const pair = (draw: Draw): [number[], number] => {
  draw.begin();
  const first = numbers(draw);
  draw.end();
  return [first, draw.below(1000)];
};

describe('drawn', () => {
  it('shrinks a number to the boundary', () => {
    expect(
      minimal(
        (draw) => draw.below(1_000_000),
        (value) => value >= 4711,
      ),
    ).toBe(4711);
    expect(
      minimal(
        (draw) => draw.between(-50, 50),
        (value) => value > -13,
      ),
    ).toBe(-12);
  });

  it('shrinks a list to the items that matter', () => {
    expect(minimal(numbers, (list) => list.length >= 3)).toEqual([0, 0, 0]);
    expect(minimal(numbers, (list) => list.some((each) => each >= 100))).toEqual([100]);
  });

  it('shrinks one part and leaves the others as they are', () => {
    expect(minimal(pair, ([, second]) => second === 617)).toEqual([[], 617]);
  });

  it('makes a part plain that cannot be left out, however many choices it took', () => {
    const value = minimal(
      (draw) => {
        draw.begin();
        const ways = Array.from({ length: 5 * draw.below(4) }, () => draw.below(1000));
        draw.end();
        return { ways, mark: draw.below(1000) };
      },
      ({ ways, mark }) => mark === 617 || ways.length > 1000,
    );
    expect(value).toEqual({ ways: [], mark: 617 });
  });

  it('makes the least number of items, and none beyond the greatest', () => {
    for (const list of sample(
      drawn((draw) => draw.list(2, 4, 3, () => 0)),
      { seed: 1, numRuns: 200 },
    )) {
      expect(list.length).toBeGreaterThanOrEqual(2);
      expect(list.length).toBeLessThanOrEqual(4);
    }
  });

  it('draws every size up to the greatest, small ones more often', () => {
    const sizes = sample(
      drawn((draw) => draw.skewed(9_900)),
      { seed: 1, numRuns: 3000 },
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(9_900);
    expect(sizes.filter((size) => size < 100).length).toBeGreaterThan(1000);
    expect(sizes.filter((size) => size > 1000).length).toBeGreaterThan(300);
  });

  it('draws integers of up to 64 bits', () => {
    for (const value of sample(
      drawn((draw) => draw.bits(64)),
      { seed: 1, numRuns: 500 },
    )) {
      expect(value).toBeGreaterThanOrEqual(0n);
      expect(value).toBeLessThan(2n ** 64n);
    }
  });
});
