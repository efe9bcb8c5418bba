import { describe, expect, it } from 'vitest';
import { outcomesOf, tally } from '../../src/oracles/index.js';
import { float64, int, nil } from '../../src/wire/index.js';
import { Told } from './history.js';

describe('tally', () => {
  it('counts nothing in an empty history', () => {
    expect(tally(new Told().trial)).toMatchObject({ sent: 0, judged: 0, bytes: 0, outcomes: new Map() });
  });

  it('counts messages by tag, shape and channel, and no probes', () => {
    const told = new Told().send('control', int(1), { tag: 'ping', shape: 'valid', times: 3 });
    told.send('input', int(1000), { shape: 'large' }).probe('input').stop();
    const counted = tally(told.trial);
    expect(counted).toMatchObject({ sent: 4, judged: 0, bytes: 6 });
    expect([...counted.tags]).toEqual([['ping', 3]]);
    expect([...counted.shapes]).toEqual([
      ['valid', 3],
      ['large', 1],
    ]);
    expect([...counted.channels]).toEqual([
      ['control', 3],
      ['input', 1],
    ]);
  });
});

describe('the cells of a tally', () => {
  it('are the outcomes by tag and shape, each combination once', () => {
    const told = new Told().send('control', int(1), { tag: 'ping', shape: 'valid', times: 2 });
    told.send('control', Uint8Array.of(0xc1), { shape: 'torn' }).probe('control');
    told.echo('control', 0).echo('control', 1, nil).refuse('control', 2).echo('control', 3);
    expect(tally(told.trial).cells).toEqual([
      { tag: 'ping', shape: 'valid', outcome: 'echoed', messages: 1 },
      { tag: 'ping', shape: 'valid', outcome: 'lossy', messages: 1 },
      { tag: null, shape: 'torn', outcome: 'refused', messages: 1 },
    ]);
  });
});

describe('outcomesOf', () => {
  it('tells what became of each message', () => {
    const told = new Told();
    for (const n of [0, 1, 2, 3, 4, 5, 6]) told.send('control', float64(n));
    told.send('control', Uint8Array.of(0xc1)).send('input', nil).probe('control').probe('input');
    told.echo('control', 0).echo('control', 0).echo('control', 1, nil).echo('control', 3);
    told.echo('control', 4).echo('control', 6).echo('control', 5).refuse('control', 7).echo('control', 8);
    told.echo('input', 1).deadline();
    expect(Object.fromEntries(outcomesOf(told.trial))).toEqual({
      duplicated: 1,
      lossy: 1,
      'dropped-silent': 2,
      echoed: 3,
      reordered: 1,
      refused: 1,
    });
  });

  it.each([
    ['crash', (told: Told) => told.exit(1)],
    ['hang', (told: Told) => told.deadline()],
    ['zombie', (told: Told) => told.probe('input').echo('input', 0).deadline()],
    ['dropped-logged', (told: Told) => told.log('x').echo('control', 2)],
  ] as const)('calls messages without an answer %s', (outcome, end) => {
    const told = new Told().send('control', int(1)).send('control', int(2)).probe('control');
    expect(Object.fromEntries(outcomesOf(end(told).trial))).toEqual({ [outcome]: 2 });
  });

  it('leaves out what nobody can know', () => {
    expect(outcomesOf(new Told().send('control', int(1)).trial).size).toBe(0);
  });
});
