import { describe, expect, it } from 'vitest';
import { newestMarimoSchema } from '../../src/kernels/index.js';
import { refusedInOtherLetters } from '../../src/runner/otherLetters.js';
import { nil, raw, record, text, type SendStep, type WireValue } from '../../src/wire/index.js';

const isOdd = refusedInOtherLetters(newestMarimoSchema());

function step(value: WireValue, channel = 'control'): SendStep {
  return { kind: 'send', channel, sender: 0, shape: 'valid', tag: null, times: 1, value };
}

describe('refusedInOtherLetters', () => {
  it('is said of a tag that nobody knows, in other letters', () => {
    expect(isOdd(step(record({ type: text('é') })))).toBe(true);
    expect(isOdd(step(record({ type: text('e') })))).toBe(false);
  });

  it('is not said of what is refused for something else', () => {
    expect(isOdd(step(record({ type: text('delete-cell'), é: text('é') })))).toBe(false);
    expect(isOdd(step(raw(Uint8Array.of(0xc1))))).toBe(false);
  });

  it('is not said of what is taken, nor of a channel that is not known', () => {
    expect(isOdd(step(record({ type: text('delete-cell'), cellId: text('é') })))).toBe(false);
    expect(isOdd(step(record({ type: text('é'), x: nil }), 'elsewhere'))).toBe(false);
  });
});
