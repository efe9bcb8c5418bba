import { describe, expect, it } from 'vitest';
import { judge, ownOracle, type Judgement, type Opinion, type Trial } from '../../src/oracles/index.js';
import { int } from '../../src/wire/index.js';
import { Told } from './history.js';

const broken: Opinion = { rule: 'too-much', expected: 'less', actual: 'more', because: 'it says so' };

/** Objects to answers of more bytes than the message; cannot tell of refusals. */
const mine = ownOracle('own:mine', ({ sent, answer }) => {
  if (answer.kind === 'decode-error') return { unknown: 'a refusal' };
  return (answer.payload?.length ?? 0) > sent.bytes.length ? broken : null;
});

function judged(trial: Trial): Judgement {
  const [judgement] = judge(trial, [mine]);
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

describe('an oracle of ones own', () => {
  it('is asked about each message and its own answer', () => {
    const told = new Told()
      .send('control', int(1), { tag: 'ping' })
      .send('input', int(2), { shape: 'odd' })
      .echo('input', 0, int(70_000))
      .echo('control', 0);
    const { verdict, judged: count, violations } = judged(told.trial);
    expect([verdict, count]).toEqual(['invalid', 2]);
    expect(violations).toEqual([
      {
        oracle: 'own:mine',
        outcome: 'echoed',
        channel: 'input',
        step: 1,
        tag: null,
        shape: 'odd',
        path: null,
        change: null,
        ...broken,
      },
    ]);
  });

  it('passes where it finds nothing wrong', () => {
    expect(judged(new Told().send('control', int(1)).echo('control', 0).trial).verdict).toBe('valid');
  });

  it('counts what it cannot tell, and says so where there was nothing', () => {
    const refused = judged(new Told().send('control', int(1)).refuse('control', 0).trial);
    expect([refused.verdict, refused.judged, [...refused.unknown]]).toEqual([
      'unknown',
      0,
      [['a refusal', 1]],
    ]);
    expect(judged(new Told().send('control', int(1)).trial).verdict).toBe('unknown');
  });

  it('is not asked about probes, nor twice about one message', () => {
    const told = new Told().probe('control').echo('control', 0).send('control', int(1));
    expect(judged(told.echo('control', 1).echo('control', 1, int(70_000)).trial).judged).toBe(1);
  });
});
