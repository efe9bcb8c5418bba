import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { searchRange } from '../../../src/runner/matrix/searchRange.js';

/** Every row in which something holds from one place to another, with a place where it was seen. */
function everyRow(
  lengthMax: number,
): readonly (readonly [length: number, from: number, to: number, seen: number])[] {
  const rows: [number, number, number, number][] = [];
  for (let length = 1; length <= lengthMax; length += 1) {
    for (let from = 0; from < length; from += 1) {
      for (let to = from; to < length; to += 1) {
        for (let seen = from; seen <= to; seen += 1) rows.push([length, from, to, seen]);
      }
    }
  }
  return rows;
}

describe('searchRange', () => {
  it('finds both ends of every row, from every place in it, with few questions', async () => {
    for (const [length, from, to, seen] of everyRow(9)) {
      const asked: number[] = [];
      const range = await searchRange(length, [seen], (at) => {
        asked.push(at);
        return Promise.resolve(from <= at && at <= to);
      });
      expect(range).toEqual({ first: from, last: to, whole: true });
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.length).toBeLessThanOrEqual(2 * (1 + Math.ceil(Math.log2(length))));
    }
  });

  it('asks nothing where it was seen at both ends', async () => {
    const range = await searchRange(19, [0, 18], () => Promise.reject(new Error('asked')));
    expect(range).toEqual({ first: 0, last: 18, whole: true });
  });

  it('says that a side is not searched to its end when nobody can tell there', async () => {
    expect(await searchRange(8, [4], (at) => Promise.resolve(at < 4 ? null : at < 6))).toEqual({
      first: 4,
      last: 5,
      whole: false,
    });
  });

  it('never names a place where it was told that it does not hold, whatever holds between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        async (row, pick) => {
          const places = row.flatMap((holds, at) => (holds ? [at] : []));
          const seen = places[pick % Math.max(1, places.length)];
          if (seen === undefined) return;
          const { first, last } = await searchRange(row.length, [seen], (at) =>
            Promise.resolve(row[at] ?? false),
          );
          expect([row[first], row[last]]).toEqual([true, true]);
          expect(first <= seen && seen <= last).toBe(true);
        },
      ),
    );
  });
});
