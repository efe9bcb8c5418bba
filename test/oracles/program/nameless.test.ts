import { describe, expect, it } from 'vitest';
import { tally } from '../../../src/oracles/index.js';
import { array, text } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { command } from './programTarget.js';

const run = (told: Asked, times = 1): Asked =>
  told.send('control', command('run', { code: text('1') }), { tag: 'run', times });

describe('a program: replies without names', () => {
  it('counts them between replies with names', () => {
    const told = run(run(new Asked()).list('a'), 2)
      .probeControl()
      .completed('x')
      .listed('a')
      .completed('y')
      .completed('z')
      .probed();
    expect(violations(told.trial)).toEqual([]);
  });

  it('reports one that is missing, on its side of a reply with a name', () => {
    const told = run(run(new Asked()).list('a')).probeControl();
    expect(violations(told.listed('a').completed().completed().probed().trial)).toEqual([
      'fifo lost dropped-silent control 0',
    ]);
  });

  it('names no tag where several may be the missing one', () => {
    const told = run(new Asked(), 3).probeControl().completed().completed().probed();
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control 0']);
    expect(tally(told.trial)).toMatchObject({ sent: 3, judged: 0 });
  });

  it('names the one whose handler failed, as the log tells', () => {
    const cells = command('cells', { ids: array([]), codes: array([]) });
    const told = (log: string): Asked =>
      run(run(new Asked()).send('control', cells, { tag: 'cells' }))
        .probeControl()
        .completed()
        .log(log)
        .completed()
        .probed();
    const tags = (log: string): readonly (string | null)[] =>
      judgement(told(log).trial, 'fifo')
        .violations.filter(({ rule }) => rule === 'lost')
        .map(({ tag }) => tag);
    expect(tags('[I] nothing')).toEqual([null]);
    expect(tags('[E] failed: run')).toEqual(['run']);
  });

  it('does not mind more of them than are owed', () => {
    expect(
      violations(run(new Asked()).probeControl().completed().completed().completed().probed().trial),
    ).toEqual([]);
  });

  it('tells by name those that have one', () => {
    const told = new Asked()
      .send('control', command('run', { code: text('1'), runId: text('r') }))
      .probeControl();
    expect(violations(told.completed('r').probed().trial)).toEqual([]);
    const other = new Asked()
      .send('control', command('run', { code: text('1'), runId: text('r') }))
      .probeControl();
    expect(violations(other.completed('other').probed().trial)).toContain(
      'fifo lost dropped-silent control 0',
    );
  });
});
