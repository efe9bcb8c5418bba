import { describe, expect, it } from 'vitest';
import { storyOf } from '../../src/runner/storyOf.js';
import { float64, int, nil } from '../../src/wire/index.js';
import { Told, PLAIN } from '../oracles/history.js';

describe('storyOf', () => {
  it('tells what was said in both directions, written and done, and who is to blame', () => {
    const told = new Told().send('control', int(1)).send('control', float64(Number.NaN)).probe('input');
    told.echo('control', 1, nil).refuse('control', 0, 'DecodeError').log('oh no').exit(3);
    const { events, left } = storyOf(told.trial.history, PLAIN, 1);
    expect(left).toBe(0);
    expect(
      events.map(({ kind, channel, why, text, blamed }) => [kind, channel, why, text.slice(0, 40), blamed]),
    ).toEqual([
      ['sent', 'control', 'step', '1', false],
      ['sent', 'control', 'step', 'NaN', true],
      ['sent', 'input', 'probe', 'nil', false],
      ['received', 'stream', null, 'echo of control #1: nil', false],
      ['received', 'stream', null, expect.stringMatching(/^refused control #0: DecodeError/u), false],
      ['log', null, null, 'stderr: oh no', false],
      ['exit', null, null, expect.stringMatching(/^code 3/u), false],
    ]);
  });

  it('shows the beginning and the end of a long history, and the frame to blame wherever it stands', () => {
    const told = new Told();
    for (let n = 0; n < 500; n += 1) told.send('control', int(n));
    const { events, left, after } = storyOf(told.trial.history, PLAIN, 250);
    expect(events.length + left).toBe(500);
    expect(events.length).toBeLessThan(40);
    expect(events.filter(({ blamed }) => blamed).map(({ text }) => text)).toEqual(['250']);
    expect(events.at(-1)?.text).toBe('499');
    expect(Number(events[after + 1]?.text) - Number(events[after]?.text)).toBeGreaterThan(100);
  });
});
