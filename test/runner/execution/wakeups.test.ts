import { describe, expect, it } from 'vitest';
import { Wakeups } from '../../../src/runner/execution/wakeups.js';

describe('Wakeups', () => {
  it('wakes those whose news it is, and nobody else', async () => {
    const wakeups = new Wakeups();
    let came = 0;
    const one = wakeups.within(10_000, () => came >= 1);
    const two = wakeups.within(50, () => came >= 2);
    wakeups.wake();
    came = 1;
    wakeups.wake();
    expect(await one).toBe(true);
    expect(await two).toBe(false);
  });

  it('does not look at what held before anything was told', async () => {
    expect(await new Wakeups().within(20, () => true)).toBe(false);
  });
});
