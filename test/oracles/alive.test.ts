import { describe, expect, it } from 'vitest';
import { int, text } from '../../src/wire/index.js';
import { Told } from './history.js';
import { judgement, violations } from './verdicts.js';

/** Two messages on each of two channels, then a probe on each. */
function busy(): Told {
  const told = new Told();
  for (const channel of ['control', 'input']) {
    for (const n of [1, 2]) told.send(channel, int(n), { tag: `${channel}-${n}`, shape: 'valid' });
  }
  return told.probe('control', int(3)).probe('input', int(3));
}

function answeredAll(told: Told): Told {
  for (const channel of ['control', 'input']) for (const seq of [0, 1, 2]) told.echo(channel, seq);
  return told;
}

describe('alive', () => {
  it('judges nothing without probes and without an end', () => {
    const { trial } = new Told().send('control', int(1)).echo('control', 0);
    expect(judgement(trial, 'alive').verdict).toBe('unknown');
  });

  it('accepts a kernel that answers every probe', () => {
    const { trial } = answeredAll(busy());
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'alive')).toMatchObject({ verdict: 'valid', judged: 2 });
  });

  it('accepts a probe that is answered late', () => {
    expect(violations(answeredAll(busy().deadline()).trial)).toEqual([]);
  });

  it('accepts a probe that is refused: it was heard', () => {
    const told = new Told().probe('control', int(1)).refuse('control', 0);
    expect(judgement(told.trial, 'alive').violations).toEqual([]);
  });

  it('does not judge a probe for which nobody waited', () => {
    expect(judgement(busy().trial, 'alive').verdict).toBe('unknown');
  });

  it('reports a crash with its code, its suspect and the last lines', () => {
    const { trial } = busy().echo('control', 0).log('Traceback').log('KeyError: 1').exit(1);
    const [found, ...others] = judgement(trial, 'alive').violations;
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      rule: 'crash',
      outcome: 'crash',
      change: 'exit code 1',
      step: 1,
      tag: null,
    });
    expect(found?.because).toContain('KeyError: 1');
    expect(violations(trial)).toEqual(['alive crash crash control 1']);
  });

  it('tells a crash by the error and the function that raised it', () => {
    const told = busy();
    for (const line of [
      'Traceback (most recent call last):',
      '  File "/k/kernel.py", line 7, in main',
      '    merge(pending)',
      '  File "/k/merge.py", line 3, in merge',
      '    return {path[0] for path in paths}',
      '  File "/k/merge.py", line 3, in <setcomp>',
      'IndexError: tuple index out of range',
    ]) {
      told.log(line);
    }
    expect(judgement(told.exit(1).trial, 'alive').violations[0]?.change).toBe(
      'exit code 1, IndexError in merge',
    );
  });

  it('does not take a traceback for the cause when the kernel went on to say other things', () => {
    const told = busy().log('Traceback (most recent call last):').log('  File "/k/a.py", line 1, in f');
    told.log('ValueError: 1').log('the cell failed, going on');
    expect(judgement(told.exit(1).trial, 'alive').violations[0]?.change).toBe('exit code 1');
  });

  it('tells nothing of an interrupt that nobody caught but that: where it struck is chance', () => {
    const told = busy().log('Traceback (most recent call last):').log('  File "a.py", line 3, in handler');
    told.log('KeyboardInterrupt');
    expect(judgement(told.exit(null, false, 'SIGINT').trial, 'alive').violations[0]?.change).toBe(
      'signal SIGINT',
    );
  });

  it('names tag and shape of a crash when one message alone can have done it', () => {
    const told = new Told()
      .send('control', int(1), { tag: 'ping', shape: 'nan' })
      .probe('control')
      .exit(null, false, 'SIGSEGV');
    expect(judgement(told.trial, 'alive').violations).toMatchObject([
      { change: 'signal SIGSEGV', step: 0, tag: 'ping', shape: 'nan' },
    ]);
  });

  it('reports an end with code 0 that nobody asked for, and an end between two cases', () => {
    expect(violations(busy().exit(0).trial)).toEqual(['alive crash crash control 0']);
    expect(violations(new Told().exit(0).trial)).toEqual(['alive crash crash null null']);
  });

  it('counts only the first of several ends', () => {
    expect(violations(busy().exit(1).exit(0, true).trial)).toEqual(['alive crash crash control 0']);
  });

  it('calls a kernel that lives and is deaf on one channel a zombie', () => {
    const told = busy().echo('control', 0).echo('control', 1).echo('control', 2).echo('input', 0).deadline();
    expect(violations(told.trial)).toEqual(['alive deaf zombie input 3']);
    expect(judgement(told.trial, 'alive').violations[0]).toMatchObject({ tag: 'input-2' });
  });

  it('blames the last message when only the probe is unanswered', () => {
    const told = busy();
    for (const seq of [0, 1]) told.echo('control', seq).echo('input', seq);
    expect(violations(told.echo('control', 2).deadline().trial)).toEqual(['alive deaf zombie input 3']);
  });

  it('calls a kernel that lives and answers nowhere hung', () => {
    expect(violations(busy().echo('control', 0).deadline().trial)).toEqual(['alive hang hang control 1']);
  });

  it('calls a kernel hung that falls silent before it was probed', () => {
    const told = new Told().send('control', int(1)).send('control', int(2)).echo('control', 0).deadline();
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control 1']);
    const silent = new Told().send('control', int(1)).echo('control', 0).send('control', int(2)).deadline();
    expect(violations(silent.trial)).toEqual(['alive hang hang control 1']);
  });

  it('suspects what is out of the ordinary first, answered last or not at all', () => {
    const bad = Uint8Array.of(0xc1);
    const unanswered = new Told().send('control', int(1)).send('input', bad).probe('control').probe('input');
    expect(violations(unanswered.deadline().trial)).toEqual(['alive hang hang input 1']);
    const answered = new Told()
      .send('control', bad)
      .refuse('control', 0)
      .send('control', int(1))
      .send('input', int(1));
    expect(violations(answered.probe('control').deadline().trial)).toEqual(['alive hang hang control 0']);
    const large = new Told().send('control', int(1)).send('input', text('x'.repeat(20_000)));
    expect(violations(large.exit(1).trial)).toEqual(['alive crash crash input 1']);
  });

  it('calls a first probe lost when a second one is answered', () => {
    const told = new Told().probe('control', int(1)).deadline().probe('control', int(2)).echo('control', 1);
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control null']);
  });

  it('calls a kernel hung that was killed after the host gave up', () => {
    expect(violations(busy().deadline().exit(null, true, 'SIGKILL').trial)).toEqual([
      'alive hang hang control 0',
    ]);
  });

  it('does not judge a kernel that the host ended of its own accord', () => {
    const { trial } = busy().exit(null, true, 'SIGKILL');
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'alive').verdict).toBe('unknown');
  });

  it('accepts a stop that ends the kernel with code 0', () => {
    const { trial } = answeredAll(busy()).stop().exit(0, true);
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'alive').judged).toBe(3);
  });

  it('reports a stop that ends with another code or by a signal', () => {
    expect(violations(answeredAll(busy()).stop().exit(3, true).trial)).toEqual([
      'alive stop-exit crash control null',
    ]);
    const signalled = answeredAll(busy()).stop().exit(null, true, 'SIGABRT').trial;
    expect(judgement(signalled, 'alive').violations).toMatchObject([
      { rule: 'stop-exit', change: 'signal SIGABRT' },
    ]);
  });

  it('reports a stop that does not end the kernel in time', () => {
    const late = answeredAll(busy()).stop().deadline();
    expect(violations(late.trial)).toEqual(['alive stop-late hang control null']);
    expect(judgement(late.trial, 'alive').judged).toBe(3);
    expect(violations(late.exit(null, true, 'SIGKILL').trial)).toEqual(['alive stop-late hang control null']);
  });

  it('does not judge a stop whose end the history does not tell', () => {
    const { trial } = answeredAll(busy()).stop();
    expect(judgement(trial, 'alive').unknown.size).toBe(1);
  });

  it('lets one cause be one violation, however much it silenced', () => {
    const told = new Told();
    for (const channel of ['control', 'input', 'completion'])
      told.send(channel, int(1), { times: 100 }).probe(channel);
    expect(violations(told.deadline().trial)).toHaveLength(1);
    expect(violations(told.exit(1).trial)).toHaveLength(1);
  });
});
