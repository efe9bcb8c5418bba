import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../src/arbitraries/drawn.js';
import { NON_FINITE, floatsWithin } from '../../src/arbitraries/floats.js';
import { INT_EDGES, edgeInt, intRange, intWithin, widerForms } from '../../src/arbitraries/integers.js';
import { encode } from '../../src/wire/index.js';

describe('INT_EDGES', () => {
  it('holds every turning point of either sign with both neighbours, as far as msgpack goes', () => {
    for (const point of [0n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n]) {
      for (const edge of [point - 1n, point, point + 1n, -point - 1n, -point, -point + 1n]) {
        expect(INT_EDGES.includes(edge), String(edge)).toBe(edge >= -(2n ** 63n) && edge < 2n ** 64n);
      }
    }
  });

  it('begins with the simplest', () => {
    expect(INT_EDGES.slice(0, 3)).toEqual([0n, 1n, -1n]);
  });
});

describe('edgeInt', () => {
  it('writes each integer in every width that holds it', () => {
    expect(widerForms(1n).map((form) => encode(form)[0])).toEqual([
      0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3,
    ]);
    expect(widerForms(2n ** 63n).map((form) => encode(form)[0])).toEqual([0xcf]);
    expect(widerForms(-1n).map((form) => encode(form)[0])).toEqual([0xd0, 0xd1, 0xd2, 0xd3]);
    for (const value of sample(drawn(edgeInt), { seed: 1, numRuns: 500 }))
      expect(encode(value).length).toBeLessThanOrEqual(9);
  });
});

const draws = (low: bigint, high: bigint, step: bigint): readonly bigint[] =>
  sample(
    drawn((draw) => intWithin(draw, low, high, step)),
    { seed: 1, numRuns: 400 },
  ).map((made) => (made.kind === 'int' ? made.value : 0n));

describe('intWithin', () => {
  it('keeps to its bounds and steps, and reaches all of a small range', () => {
    expect(new Set(draws(-2n, 2n, 1n))).toEqual(new Set([-2n, -1n, 0n, 1n, 2n]));
    expect(new Set(draws(5n, 20n, 5n))).toEqual(new Set([5n, 10n, 15n, 20n]));
    expect(new Set(draws(-20n, -5n, 7n))).toEqual(new Set([-14n, -7n]));
  });

  it('reads bounds as decimal text, and knows when they leave nothing', () => {
    expect(intRange({ gt: '3', le: '10', multipleOf: '4' })).toEqual({ low: 4n, high: 10n, step: 4n });
    expect(intRange({ ge: '0.5', lt: '2.5' })).toEqual({ low: 1n, high: 2n, step: 1n });
    expect(intRange({ gt: '3', lt: '4' })).toBeNull();
    expect(intRange({ ge: '5', le: '6', multipleOf: '4' })).toBeNull();
  });
});

describe('floats', () => {
  it('keeps every one that is not finite apart', () => {
    expect(new Set(NON_FINITE.map((value) => Buffer.from(encode(value)).toString('hex'))).size).toBe(
      NON_FINITE.length,
    );
  });

  it('finds some within bounds', () => {
    expect(floatsWithin({ gt: '0', lt: '1' }).length).toBeGreaterThan(1);
    expect(floatsWithin({ ge: '3.25', le: '3.25' }).length).toBe(1);
    expect(floatsWithin({ gt: '1', lt: '1' })).toEqual([]);
  });
});
