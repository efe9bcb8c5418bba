import { describe, expect, it } from 'vitest';
import { tally } from '../../../src/oracles/index.js';
import { int, text } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { command } from './programTarget.js';

const wrong = command('list', { requestId: text('w'), engine: int(1), limit: int(1) });
const refused = (): Asked => new Asked().send('control', wrong, { tag: 'list' }).probeControl();

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

  it('blame no step when several were refused and one line is missing', () => {
    const told = refused().send('control', int(1)).probeControl('q').log('[W] refused').probed().probed('q');
    expect(violations(told.trial)).toEqual([
      'clean-decode-failure refusal-unlogged dropped-silent control null',
    ]);
  });

  it('are not judged without a line where they may have come while a function of the probes ran', () => {
    const beside = refused().send('ui_element', int(1)).log('[W] refused').probed();
    expect(violations(beside.trial)).toEqual([]);
    expect(judgement(beside.trial, 'clean-decode-failure')).toMatchObject({ judged: 1 });
    // One more than those is missing.
    const none = refused().send('ui_element', int(1)).probed();
    expect(violations(none.trial)).toEqual([
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
