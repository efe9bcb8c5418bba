import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHAPE_NAMES, describeSwarm, swarm } from '../../src/arbitraries/index.js';

describe('swarm', () => {
  const many = sample(swarm(), { seed: 9, numRuns: 60 });

  it('turns some shapes off, others on, and all of them on at some time', () => {
    for (const name of SHAPE_NAMES) {
      const weights = many.map(({ weights: all }) => all.get(name) ?? 0);
      expect(
        weights.some((weight) => weight > 0),
        name,
      ).toBe(true);
      if (name !== 'valid')
        expect(
          weights.some((weight) => weight === 0),
          name,
        ).toBe(true);
    }
  });

  it('is uneven', () => {
    for (const { weights } of many) {
      const on = [...weights].flatMap(([name, weight]) => (weight > 0 && name !== 'valid' ? [weight] : []));
      expect(Math.max(...on) / Math.min(...on)).toBeGreaterThanOrEqual(8);
    }
  });

  it('keeps to the shapes that were asked for, and has one of them on at least', () => {
    for (const { weights } of sample(swarm(['burst', 'text']), { seed: 1, numRuns: 40 })) {
      const on = [...weights].filter(([, weight]) => weight > 0).map(([name]) => name);
      expect(on.length).toBeGreaterThan(0);
      for (const name of on) expect(['burst', 'text']).toContain(name);
    }
  });

  it('says itself in a line', () => {
    const weights = new Map(
      SHAPE_NAMES.map((name) => [name, name === 'valid' ? 64 : name === 'text' ? 8 : 0]),
    );
    expect(describeSwarm({ weights })).toMatch(/^valid 64, text 8 \(off: extra-field, .*empty-frame\)$/);
  });
});
