import { describe, expect, it } from 'vitest';
import { residentBytes, Samples } from '../../src/runner/samples.js';

describe('Samples', () => {
  it('has one of the beginning and one of the end', () => {
    let messages = 0;
    const samples = new Samples(() => ({ messages, kernels: 1, pid: process.pid }));
    samples.start();
    messages = 7;
    const taken = samples.end();
    expect(taken.map((sample) => sample.messages)).toEqual([0, 7]);
    expect(taken[0]?.hostBytes).toBeGreaterThan(1_000_000);
    expect(taken[0]?.kernelBytes).toBeGreaterThan(1_000_000);
  });
});

describe('residentBytes', () => {
  it('is null for a process that is not there', () => {
    expect(residentBytes(2 ** 30)).toBeNull();
  });
});
