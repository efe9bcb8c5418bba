import { describe, expect, it } from 'vitest';
import { fewerSteps } from '../../src/runner/fewerSteps.js';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

async function minimal(
  count: number,
  suspect: number | null,
  fails: (items: readonly number[]) => boolean,
): Promise<{ items: readonly number[]; runs: number }> {
  let runs = 0;
  const items = await fewerSteps(numbers(count), suspect, (some) => {
    runs += 1;
    return Promise.resolve(fails(some));
  });
  return { items, runs };
}

describe('fewerSteps', () => {
  it('finds the one item that fails alone in a single run', async () => {
    expect(await minimal(1_000, 700, (items) => items.includes(700))).toEqual({ items: [700], runs: 1 });
  });

  it('finds it without a suspect in about twice the logarithm of the count', async () => {
    const { items, runs } = await minimal(1_000, null, (all) => all.includes(613));
    expect(items).toEqual([613]);
    expect(runs).toBeLessThan(40);
  });

  it('finds a pair far apart, in order', async () => {
    const { items } = await minimal(500, 480, (all) => all.includes(3) && all.includes(480));
    expect(items).toEqual([3, 480]);
  });

  it('takes the successor in when that is to blame', async () => {
    const { items, runs } = await minimal(500, 20, (all) => all.includes(20) && all.includes(21));
    expect(items).toEqual([20, 21]);
    expect(runs).toBeLessThan(6);
  });

  it('ends where every further item is needed', async () => {
    const { items } = await minimal(64, null, (all) => all.length >= 10);
    expect(items).toHaveLength(10);
  });

  it('keeps everything when nothing smaller fails', async () => {
    expect((await minimal(5, null, () => false)).items).toEqual(numbers(5));
  });

  it('never asks about nothing at all', async () => {
    await minimal(7, 3, (items) => {
      expect(items.length).toBeGreaterThan(0);
      return true;
    });
  });
});
