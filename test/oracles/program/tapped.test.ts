import { describe, expect, it } from 'vitest';
import { tally, type Target } from '../../../src/oracles/index.js';
import { array, bin, encode, float64, int, nil, raw, text, type WireValue } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { call, command, PROGRAM } from './programTarget.js';

const { answers } = PROGRAM;
function withTap(tap: 'on' | 'off' | 'missing'): Target {
  return answers.kind === 'program' ? { ...PROGRAM, answers: { ...answers, tap } } : PROGRAM;
}

/** A program whose tap reports each frame; `report` null: as the decoder ought to. */
class Tapped extends Asked {
  constructor(tap: 'on' | 'off' | 'missing' = 'on') {
    super(withTap(tap));
  }

  took(channel: string, seq: number, payload: WireValue | null = null): this {
    const bytes = payload === null ? this.bytesOf(channel, seq) : encode(payload);
    return this.report({ op: 'echo', channel, seq, payload: Buffer.from(bytes).toString('base64') });
  }

  refusedBy(channel: string, seq: number, kind: string, path: string | null, message: string = 'x'): this {
    return this.report({ op: 'decode-error', channel, seq, error: { kind, message, path } });
  }

  report(json: unknown): this {
    const bytes = encode(bin(Buffer.from(JSON.stringify(json))));
    this.receive(bytes);
    const last = this.events.pop();
    if (last?.kind === 'received') this.events.push({ kind: 'tapped', at: last.at, bytes });
    return this;
  }
}

const note = (words: string): WireValue => command('note', { text: text(words) });
const wrong = command('note', { text: int(1) });

/** Three notes, which nothing answers, and a probe that is. */
function notes(tap: 'on' | 'off' | 'missing' = 'on'): Tapped {
  const told = new Tapped(tap);
  for (const words of ['a', 'b', 'c']) told.send('control', note(words), { tag: 'note' });
  return told.probeControl();
}

const refusedAs = (kind: string, path: string | null): Tapped =>
  new Tapped()
    .send('control', wrong, { tag: 'note' })
    .probeControl()
    .log('[W] refused')
    .refusedBy('control', 0, kind, path)
    .took('control', 1)
    .probed();

describe('a program with a tap', () => {
  it('is judged on commands that nothing answers', () => {
    const { trial } = notes()
      .took('control', 0)
      .took('control', 1)
      .took('control', 2)
      .took('control', 3)
      .probed();
    expect(violations(trial)).toEqual([]);
    expect([...tally(trial).outcomes]).toEqual([['echoed', 3]]);
    expect(judgement(trial, 'round-trip').judged).toBe(4 + 1);
    expect([...tally(notes('off').probed().trial).outcomes]).toEqual([]);
  });

  it('understands what was left out as the decoder fills it', () => {
    const told = new Tapped()
      .send('control', command('run', { code: text('') }))
      .took('control', 0, command('run', { code: text(''), runId: nil, from: nil }));
    expect(violations(told.completed().trial)).toEqual([]);
    const bare = new Tapped().send('control', command('run', { code: text('') })).took('control', 0);
    expect(violations(bare.completed().trial)).toEqual(['round-trip value-changed lossy control 0']);
  });

  it('owes a reply for what it took, though nobody could foretell that', () => {
    const deep = raw(Buffer.concat([Buffer.alloc(900, 0x91), Buffer.from([0xc0])]));
    const told = (): Tapped =>
      new Tapped().send('control', call('deep', 'echo', deep), { tag: 'invoke-function' }).probeControl();
    const taken = told().took('control', 0).completed().took('control', 1).probed();
    expect(violations(taken.trial)).toEqual(['fifo lost dropped-silent control 0']);
    const refused = told()
      .refusedBy('control', 0, 'RecursionError', null)
      .took('control', 1)
      .log('[W] refused');
    expect(violations(refused.probed().trial)).toEqual([]);
  });

  it('that misunderstands a command is told, with the place', () => {
    const { trial } = notes()
      .took('control', 0)
      .took('control', 1, note('x'))
      .took('control', 2)
      .took('control', 3)
      .probed();
    expect(violations(trial)).toEqual(['round-trip value-changed lossy control 1']);
    expect(judgement(trial, 'round-trip').violations[0]).toMatchObject({ path: '$.text', tag: 'note' });
    expect(tally(trial).outcomes.get('lossy')).toBe(1);
  });

  it('that loses, doubles or moves a command is told', () => {
    const lost = notes().took('control', 0).took('control', 2).took('control', 3).probed();
    expect(violations(lost.trial)).toEqual(['fifo lost dropped-silent control 1']);
    const doubled = notes()
      .took('control', 0)
      .took('control', 1)
      .took('control', 1)
      .took('control', 2)
      .took('control', 3);
    expect(violations(doubled.probed().trial)).toEqual(['fifo duplicated duplicated control 1']);
    const moved = notes().took('control', 1).took('control', 0).took('control', 2).took('control', 3);
    expect(violations(moved.probed().trial)).toEqual(['fifo reordered reordered control 1']);
  });

  it('that takes what it must refuse is told, and that it refuses what is valid', () => {
    const taken = new Tapped().send('control', wrong, { tag: 'note' }).probeControl().log('[W] refused');
    taken.took('control', 0).took('control', 1).probed();
    expect(violations(taken.trial)).toEqual(['round-trip accepted-invalid echoed control 0']);
    const refused = new Tapped()
      .list('a')
      .probeControl()
      .refusedBy('control', 0, 'ValidationError', '$.limit');
    // That it got no reply is the same bug, told once.
    expect(violations(refused.took('control', 1).probed().trial)).toEqual([
      'round-trip refused-valid refused control 0',
    ]);
  });

  it('refuses by the class and at the place that the decoder names', () => {
    expect(violations(refusedAs('ValidationError', '$.text').trial)).toEqual([]);
    expect(tally(refusedAs('ValidationError', '$.text').trial).outcomes.get('refused')).toBe(1);
    expect(violations(refusedAs('DecodeError', null).trial)).toEqual([
      'clean-decode-failure error-class refused control 0',
    ]);
    expect(violations(refusedAs('ValidationError', '$.code').trial)).toEqual([
      'clean-decode-failure error-path refused control 0',
    ]);
  });

  it('leaves open what only the kernel can know, and what cannot be encoded again is told', () => {
    const asked = new Tapped().send('control', command('checked', { requestId: text('a') })).probeControl();
    asked.took('control', 0).took('control', 1).listed('a').probed();
    expect(violations(asked.trial)).toEqual([]);
    const hollow = notes().report({
      op: 'echo',
      channel: 'control',
      seq: 0,
      payload: null,
      error: { kind: 'TypeError', message: 'no', path: null },
    });
    hollow.took('control', 1).took('control', 2).took('control', 3).probed();
    expect(violations(hollow.trial)).toEqual(['round-trip not-encoded refused control 0']);
  });

  it('tells a crash once', () => {
    expect(violations(notes().took('control', 0).exit(1).trial)).toEqual(['alive crash crash control 0']);
  });

  it('is no sign that the kernel answers: what is owed stays owed', () => {
    const told = new Tapped().list('a').probeControl().took('control', 0).took('control', 1).probed();
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control 0']);
  });

  it('that is missing is counted as unknown', () => {
    const { unknown, verdict } = judgement(notes('missing').probed().trial, 'fifo');
    expect([verdict, ...unknown]).toEqual([
      'valid',
      ['this release keeps its decoders where the tap does not find them', 4],
    ]);
  });

  it('reads other channels by the same numbers', () => {
    const told = new Tapped()
      .send('input', text('a'))
      .send('input', float64(1))
      .send('ui_element', command('touch', { values: array([]), token: text('t') }))
      .probeControl()
      .log('[W] refused')
      .took('input', 0)
      .refusedBy('input', 1, 'ValidationError', null)
      .took('ui_element', 0)
      .took('control', 0)
      .probed();
    expect(violations(told.trial)).toEqual([]);
    expect([...tally(told.trial).outcomes]).toEqual([
      ['echoed', 2],
      ['refused', 1],
    ]);
  });
});
