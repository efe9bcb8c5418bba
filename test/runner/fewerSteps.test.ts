import { describe, expect, it } from 'vitest';
import { fewerSteps, likelyWindow } from '../../src/runner/fewerSteps.js';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

interface Minimal {
  readonly items: readonly number[] | null;
  readonly runs: number;
}

async function counted(
  search: (fails: (items: readonly number[]) => Promise<boolean>) => Promise<readonly number[] | null>,
  fails: (items: readonly number[]) => boolean,
): Promise<Minimal> {
  let runs = 0;
  const items = await search((some) => {
    runs += 1;
    return Promise.resolve(fails(some));
  });
  return { items, runs };
}

async function window(
  count: number,
  suspect: number | null,
  fails: (items: readonly number[]) => boolean,
): Promise<Minimal> {
  return counted(async (stillFails) => likelyWindow(numbers(count), suspect, stillFails), fails);
}

async function minimal(count: number, fails: (items: readonly number[]) => boolean): Promise<Minimal> {
  return counted(async (stillFails) => fewerSteps(numbers(count), stillFails), fails);
}

describe('likelyWindow', () => {
  it('finds the one item that fails alone in a single run', async () => {
    expect(await window(1_000, 700, (items) => items.includes(700))).toEqual({ items: [700], runs: 1 });
  });

  it('takes a neighbour in when that is to blame', async () => {
    const after = await window(500, 20, (all) => all.includes(20) && all.includes(21));
    expect(after.items).toEqual([20, 21]);
    const before = await window(500, 20, (all) => all.includes(20) && all.includes(19));
    expect(before.items).toEqual([19, 20]);
  });

  it('gives up after a handful of runs, and at once without a suspect', async () => {
    expect(await window(500, 20, () => false)).toEqual({ items: null, runs: 5 });
    expect(await window(500, null, () => true)).toEqual({ items: null, runs: 0 });
  });
});

describe('fewerSteps', () => {
  it('finds one item of a thousand in about twice the logarithm', async () => {
    const { items, runs } = await minimal(1_000, (all) => all.includes(613));
    expect(items).toEqual([613]);
    expect(runs).toBeLessThan(40);
  });

  it('finds a pair far apart, in order', async () => {
    const { items } = await minimal(500, (all) => all.includes(3) && all.includes(480));
    expect(items).toEqual([3, 480]);
  });

  it('ends where every further item is needed', async () => {
    const { items } = await minimal(64, (all) => all.length >= 10);
    expect(items).toHaveLength(10);
  });

  it('keeps everything when nothing smaller fails', async () => {
    expect((await minimal(5, () => false)).items).toEqual(numbers(5));
  });

  it('never asks about nothing at all', async () => {
    await minimal(7, (items) => {
      expect(items.length).toBeGreaterThan(0);
      return true;
    });
  });
});
