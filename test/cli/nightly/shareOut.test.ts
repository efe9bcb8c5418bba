import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut } from '../../../src/cli/nightly/shareOut.js';
import { slotOf } from '../../../src/cli/nightly/timetable.js';

const shares = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

describe('shareOut', () => {
  it('gives every target its share of all shards, and every part of its cases to one of them', () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 12 }), (all, count) => {
        const targets = all.map((share, at) => ({ name: `t${at}`, kernel: 'echo', share }));
        const shards = Array.from({ length: count }, (_, index) => shareOut(targets, { index, count }));
        for (const parts of shards) {
          expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
        }
        const whole = all.reduce((sum, share) => sum + share, 0);
        for (const target of targets) {
          const parts = shards.flat().filter((part) => part.target === target);
          expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(
            (target.share * count) / whole,
          );
          expect(parts.map(({ shard }) => shard.index)).toEqual(parts.map((_, index) => index));
          expect(new Set(parts.map(({ shard }) => shard.count))).toEqual(new Set([parts.length]));
        }
      }),
    );
  });

  it('starts as few kernels as can be: a shard that fits one target has no other', () => {
    const targets = ['a', 'b', 'c'].map((name) => ({ name, kernel: 'echo' }));
    const names = [0, 1, 2].map((index) =>
      shareOut(targets, { index, count: 3 }).map(({ target }) => target.name),
    );
    expect(names).toEqual([['a'], ['b'], ['c']]);
  });
});

describe('slotOf', () => {
  it('keeps a reserve, replays before it fuzzes, and never goes beyond the end', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 501, max: 3_600_000 }), (now, left) => {
        const slot = slotOf(now, now + left, 1);
        expect(slot?.endBy).toBe(now + left);
        expect(slot?.replayUntil).toBeGreaterThan(now);
        expect(slot?.fuzzUntil).toBeGreaterThan(slot?.replayUntil ?? Infinity);
        expect(slot?.fuzzUntil).toBeLessThan(now + left);
      }),
    );
  });

  it('begins nothing for which there is no time', () => {
    expect(slotOf(0, 400, 1)).toBeNull();
    expect(slotOf(0, 1_500, 0.25)).toBeNull();
    expect(slotOf(10, 5, 1)).toBeNull();
  });
});
