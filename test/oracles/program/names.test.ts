import { describe, expect, it } from 'vitest';
import { text } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { command } from './programTarget.js';

const three = (): Asked => new Asked().list('a').list('b').list('c').probeControl();
const checked = (): Asked =>
  new Asked().send('control', command('checked', { requestId: text('c') })).probeControl();

describe('a program: replies with names', () => {
  it('accepts replies in the order of asking, and judges fields that they repeat', () => {
    const { trial } = new Asked().list('a').list('b').probeControl().listed('a').listed('b').probed();
    expect(violations(trial)).toEqual([]);
    for (const name of ['round-trip', 'fifo', 'alive', 'notification'] as const) {
      expect(judgement(trial, name).verdict, name).toBe('valid');
    }
  });

  it('judges nothing in an empty history', () => {
    for (const name of ['round-trip', 'fifo', 'alive', 'notification', 'clean-decode-failure'] as const) {
      expect(judgement(new Asked().trial, name).verdict, name).toBe('unknown');
    }
  });

  it('reports a repeated field that differs', () => {
    const { trial } = new Asked().list('a').probeControl().listed('a', 'f').probed();
    expect(violations(trial)).toEqual(['round-trip value-changed lossy control 0']);
    expect(judgement(trial, 'round-trip').violations[0]).toMatchObject({
      path: '$.engine',
      change: 'str changed',
      tag: 'list',
    });
    const absent = new Asked()
      .list('a')
      .json({ op: 'listed', request_id: 'a', metadata: {} })
      .probeControl()
      .probed();
    expect(judgement(absent.trial, 'round-trip').violations[0]).toMatchObject({ change: 'entry missing' });
  });

  it('reports a reply that did not come although later ones did', () => {
    const told = new Asked().list('a').list('b').probeControl().listed('b').probed();
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control 0']);
  });

  it('says that a missing reply was logged, on the pipe or on the console of a cell', () => {
    const piped = new Asked().list('a').probeControl().log('[E] cannot serialize').probed();
    expect(violations(piped.trial)).toEqual(['fifo lost dropped-logged control 0']);
    const redirected = new Asked().list('a').probeControl();
    redirected
      .json({ op: 'cell-op', console: [{ channel: 'stderr', data: '[E] cannot serialize' }] })
      .probed();
    expect(violations(redirected.trial)).toEqual(['fifo lost dropped-logged control 0']);
  });

  it('reports replies out of order, twice, and to nothing', () => {
    expect(violations(three().listed('b').listed('a').listed('c').probed().trial)).toEqual([
      'fifo reordered reordered control 1',
    ]);
    expect(violations(three().listed('a').listed('a').listed('b').listed('c').probed().trial)).toEqual([
      'fifo duplicated duplicated control 0',
    ]);
    expect(violations(three().listed('a').listed('b').listed('c').listed('z').probed().trial)).toEqual([
      'fifo unexpected duplicated null null',
    ]);
  });

  it('pairs equal names in order', () => {
    const told = new Asked()
      .list('a')
      .list('a', text('f'))
      .probeControl()
      .listed('a')
      .listed('a', 'f')
      .probed();
    expect(violations(told.trial)).toEqual([]);
  });

  it('lets a command that only Python can judge be answered or not', () => {
    expect(violations(checked().probed().trial)).toEqual([]);
    expect(violations(checked().listed('c').probed().trial)).toEqual([]);
  });

  it('expects nothing of a command that nothing answers', () => {
    const told = new Asked()
      .send('control', command('note', { text: text('x') }))
      .probeControl()
      .probed();
    expect(violations(told.trial)).toEqual([]);
  });
});
