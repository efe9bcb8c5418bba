import { describe, expect, it } from 'vitest';
import { tally } from '../../../src/oracles/index.js';
import { int, nil, text } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { call, command } from './programTarget.js';

const wrong = command('list', { requestId: text('w'), engine: int(1), limit: int(1) });
const refused = (): Asked => new Asked().send('control', wrong, { tag: 'list' }).probeControl();

const asked = (refusals: number): Asked => {
  const told = new Asked();
  for (let at = 0; at < refusals; at += 1) told.send('control', wrong, { tag: 'list' });
  return told.send('control', call('f', 'echo', nil), { tag: 'invoke-function' }).probeControl();
};

describe('a program: refusals', () => {
  it('are clean when the log has a line for each', () => {
    const { trial } = refused().log('[W] refused: Expected `str`').log('    Traceback').probed();
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'clean-decode-failure')).toMatchObject({ verdict: 'valid', judged: 1 });
    expect([...tally(trial).outcomes]).toEqual([['refused', 1]]);
  });

  it('count on the console of a running cell as well', () => {
    const told = refused()
      .json({ op: 'cell-op', console: { channel: 'stderr', data: 'x\n[W] refused: y\n' } })
      .probed();
    expect(violations(told.trial)).toEqual([]);
  });

  it('are not judged without a line when code ran, whose output may have taken it', () => {
    const { trial } = refused().json({ op: 'cell-op', console: null }).probed();
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'clean-decode-failure')).toMatchObject({ verdict: 'unknown', judged: 0 });
    expect(tally(trial).outcomes.size).toBe(0);
  });

  it('are dropped in silence when the log has no line', () => {
    expect(violations(refused().probed().trial)).toEqual([
      'clean-decode-failure refusal-unlogged dropped-silent control 0',
    ]);
    expect(violations(refused().log('[I] fine').probed().trial)).toHaveLength(1);
  });

  describe('while a function is called', () => {
    const reason = 'code or a function ran, and the log of a refusal may have gone with its output';

    it('are not judged where some lines are missing: what forwards them may have ended', () => {
      const told = asked(4).log('[W] refused').log('[W] refused').called('f', null).completed().probed();
      expect(violations(told.trial)).toEqual([]);
      expect(judgement(told.trial, 'clean-decode-failure').unknown.get(reason)).toBe(2);
    });

    it('are dropped in silence where there were many, and no line at all', () => {
      const told = asked(4).called('f', null).completed().probed();
      expect(violations(told.trial)).toEqual([
        'clean-decode-failure refusal-unlogged dropped-silent control null',
      ]);
      expect(violations(asked(2).called('f', null).completed().probed().trial)).toEqual([]);
    });
  });

  it('of a command that only the host knows are a hazard, with two figures', () => {
    const fresh = new Asked().send('control', command('brand-new'), { tag: 'list' }).probeControl();
    const { hazards } = judgement(fresh.log('[W] refused').probed().trial, 'clean-decode-failure');
    expect(hazards).toEqual(new Map([['new-commands', { arrived: 1, refused: 1 }]]));
    const old = refused().log('[W] refused').probed();
    expect(judgement(old.trial, 'clean-decode-failure').hazards.size).toBe(0);
  });

  it('blame no step when several were refused and one line is missing', () => {
    const told = refused().send('control', int(1)).probeControl('q').log('[W] refused').probed().probed('q');
    expect(violations(told.trial)).toEqual([
      'clean-decode-failure refusal-unlogged dropped-silent control null',
    ]);
  });

  it('do not count a line that was on its way before the case began', () => {
    const told = new Asked().log('[W] refused');
    told.send('control', wrong).probeControl().probed();
    expect(violations(told.trial)).toEqual([
      'clean-decode-failure refusal-unlogged dropped-silent control 0',
    ]);
  });

  it('are no refusals when a reply comes', () => {
    expect(violations(refused().log('[W] refused').listed('w').probed().trial)).toEqual([
      'round-trip accepted-invalid echoed control 0',
    ]);
  });

  it('are not judged when the kernel died', () => {
    const { trial } = refused().exit(1);
    expect(violations(trial)).toEqual(['alive crash crash control 0']);
    expect(judgement(trial, 'clean-decode-failure').verdict).toBe('unknown');
  });
});
