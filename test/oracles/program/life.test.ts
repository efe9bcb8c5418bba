import { describe, expect, it } from 'vitest';
import { tally } from '../../../src/oracles/index.js';
import { text } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { command } from './programTarget.js';

const one = (): Asked => new Asked().list('a').probeControl();

describe('a program: its life', () => {
  it.each([
    ['hang', (told: Asked) => told.deadline()],
    [
      'zombie',
      (told: Asked) =>
        told
          .probe('completion', command('complete', { id: text('p') }))
          .json({ op: 'completion-result', completion_id: 'p' })
          .deadline(),
    ],
    ['crash', (told: Asked) => told.exit(1)],
  ] as const)('makes messages without a reply a %s', (outcome, end) => {
    expect(Object.fromEntries(tally(end(one()).trial).outcomes)).toEqual({ [outcome]: 1 });
  });

  it('is judged by replies to probes', () => {
    expect(
      judgement(
        new Asked().list('a').list('b').probeControl().listed('a').listed('b').probed().trial,
        'alive',
      ),
    ).toMatchObject({
      verdict: 'valid',
      judged: 1,
    });
    expect(violations(one().listed('a').deadline().trial)).toEqual(['alive hang hang control 0']);
    expect(judgement(one().trial, 'alive').verdict).toBe('unknown');
    expect(violations(one().listed('a').exit(0).trial)).toEqual(['alive crash crash control 0']);
  });

  it('may end with code 0 after a message that says stop-kernel', () => {
    const told = new Asked().list('a').send('control', command('stop-kernel')).listed('a').exit(0);
    expect(violations(told.trial)).toEqual([]);
  });

  it('must answer what came before a stop', () => {
    expect(violations(new Asked().list('a').stop().exit(0, true).trial)).toEqual([
      'fifo lost dropped-silent control 0',
    ]);
    expect(violations(new Asked().list('a').listed('a').stop().exit(0, true).trial)).toEqual([]);
    expect(violations(new Asked().list('a').listed('a').stop().exit(2, true).trial)).toEqual([
      'alive stop-exit crash control null',
    ]);
  });
});
