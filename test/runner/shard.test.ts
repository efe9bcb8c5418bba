import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestMarimoSchema } from '../../src/kernels/index.js';
import { casesOf } from '../../src/runner/index.js';
import { caseNumber } from '../../src/runner/shard.js';

const base = {
  schema: newestMarimoSchema(),
  seed: 7,
  shapes: null,
  harmless: true,
  scenarios: ['warmup', 'execute'],
} as const;

describe('the shards of a run', () => {
  it('divide its cases: each has one turn in one shard, and none is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }), (count, turns) => {
        const numbers = Array.from({ length: count }, (_, index) =>
          Array.from({ length: 24 * turns }, (_turn, turn) => caseNumber({ index, count }, turn)),
        ).flat();
        expect(numbers.toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: 24 * turns * count }, (_, n) => n),
        );
      }),
    );
  });

  it('make the very cases that one process makes', () => {
    const whole = casesOf(base);
    for (const index of [0, 1, 2]) {
      const part = casesOf({ ...base, shard: { index, count: 3 } });
      expect(part.weights).toEqual(whole.weights);
      for (const turn of [0, 1, 2, 3]) {
        const [own, same] = [part.made(turn), whole.made(part.number(turn))];
        expect(own.scenario?.name).toBe(same.scenario?.name);
        expect(isDeepStrictEqual(own.case, same.case)).toBe(true);
      }
    }
  });
});

describe('the weights of a target', () => {
  it('take the place of what the seed says, and 0 takes a shape out', () => {
    const drawn = casesOf(base);
    const cases = casesOf({ ...base, weights: { 'new-tag': 999, text: 0 } });
    expect(cases.weights).toEqual({ ...drawn.weights, 'new-tag': 999, text: 0 });
    expect(drawn.shapes).toContain('text');
    expect(cases.shapes).not.toContain('text');
  });
});
