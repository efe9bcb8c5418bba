import { describe, expect, it } from 'vitest';
import { Mutes } from '../../src/runner/mutes.js';
import { nil, type Step } from '../../src/wire/index.js';

function step(channel: string, tag: string | null, times = 1): Step {
  return { kind: 'send', channel, sender: 0, shape: 'valid', tag, value: nil, times };
}

describe('Mutes', () => {
  it('lets one message fewer through than the bug needs', () => {
    const mutes = new Mutes();
    mutes.add([step('input', null), step('input', null)], 'two texts make it deaf');
    const other = step('control', 'ping');
    const { case: left, held } = mutes.apply({
      steps: [step('input', null), other, step('input', null, 5), step('input', null)],
    });
    expect(left.steps).toEqual([step('input', null), other]);
    expect(held).toEqual(new Map([['two texts make it deaf', 6]]));
  });

  it('gives up the rarest kind of a combination', () => {
    const mutes = new Mutes();
    mutes.add([step('control', 'run'), step('input', null)], 'answers nobody asked for');
    const { case: left } = mutes.apply({ steps: [step('control', 'run', 9), step('input', null, 2)] });
    expect(left.steps).toEqual([step('control', 'run', 9)]);
  });

  it('counts a kind of message on every channel that takes it', () => {
    const mutes = new Mutes();
    mutes.add([step('ui_element', 'model'), step('control', 'model')], 'merged models');
    const { case: left } = mutes.apply({ steps: [step('control', 'model', 9)] });
    expect(left.steps).toEqual([step('control', 'model', 1)]);
  });

  it('leaves a case alone that lacks a part of the combination', () => {
    const mutes = new Mutes();
    mutes.add([step('control', 'run'), step('input', null)], 'answers nobody asked for');
    const input = { steps: [step('control', 'run', 9)] };
    expect(mutes.apply(input)).toEqual({ case: input, held: new Map() });
  });

  it('mutes nothing for a bug that needs no message', () => {
    const mutes = new Mutes();
    mutes.add([], 'exits badly');
    const input = { steps: [step('control', 'model')] };
    expect(mutes.apply(input).case).toBe(input);
  });
});
