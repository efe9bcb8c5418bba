import { describe, expect, it } from 'vitest';
import { int, text, type WireValue } from '../../src/wire/index.js';
import { echoTarget, Told } from './history.js';
import { judgement, violations } from './verdicts.js';

/** Sends so many different messages, then a probe, on one channel. */
function sent(count: number, value: (n: number) => WireValue = (n) => int(1000 + n)): Told {
  const told = new Told();
  for (let n = 0; n < count; n += 1) told.send('control', value(n));
  return told.probe('control', text('probe'));
}

function answered(told: Told, seqs: readonly number[]): Told {
  for (const seq of seqs) told.echo('control', seq);
  return told;
}

describe('fifo', () => {
  it('judges nothing in an empty history', () => {
    expect(judgement(new Told().trial, 'fifo')).toMatchObject({ verdict: 'unknown', judged: 0 });
  });

  it('accepts answers in the order of sending', () => {
    const { trial } = answered(sent(3), [0, 1, 2, 3]);
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'fifo')).toMatchObject({ verdict: 'valid', judged: 4, more: 0 });
  });

  it('accepts a history that begins late in the life of a kernel', () => {
    const told = new Told(echoTarget(), { control: 700 }).send('control', int(1)).probe('control', int(2));
    expect(violations(told.echo('control', 700).echo('control', 701).trial)).toEqual([]);
  });

  it('accepts any order between channels', () => {
    const told = new Told().send('control', int(1)).send('input', int(2)).send('control', int(3));
    told.probe('control', int(4)).probe('input', int(5));
    told.echo('input', 0).echo('input', 1).echo('control', 0).echo('control', 1).echo('control', 2);
    expect(violations(told.trial)).toEqual([]);
  });

  it('accepts answers that come late, after the host gave up', () => {
    expect(violations(answered(sent(1).deadline().passes(60_000), [0, 1]).trial)).toEqual([]);
  });

  it('accepts equal messages, whichever answer belongs to which', () => {
    const told = new Told().send('control', int(1), { times: 5 }).probe('control', int(1));
    expect(violations(answered(told, [0, 1, 2, 3, 4, 5]).trial)).toEqual([]);
  });

  it('cannot judge frames whose answers nobody waited for', () => {
    const { trial } = sent(2);
    expect(violations(trial)).toEqual([]);
    const { verdict, unknown } = judgement(trial, 'fifo');
    expect(verdict).toBe('unknown');
    expect([...unknown]).toEqual([['the history ends before the answer, and nobody waited for it', 3]]);
  });

  it('blames one lost frame alone, however many were answered after it', () => {
    expect(
      violations(
        answered(
          sent(200),
          range(0, 200).filter((seq) => seq !== 7),
        ).trial,
      ),
    ).toEqual(['fifo lost dropped-silent control 7']);
  });

  it('blames one lost frame alone when the kernel numbers only what it handles', () => {
    const told = sent(200);
    for (const seq of range(0, 200)) {
      if (seq < 7) told.echo('control', seq);
      if (seq > 7) told.echo('control', seq - 1, told.bytesOf('control', seq));
    }
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control 7']);
  });

  it('blames each of several lost frames once, with their own numbers or without', () => {
    const lost = [3, 40, 41, 150];
    const expected = lost.map((step) => `fifo lost dropped-silent control ${step}`);
    const kept = range(0, 200).filter((seq) => !lost.includes(seq));
    expect(violations(answered(sent(200), kept).trial)).toEqual(expected);
    const told = sent(200);
    for (const [count, seq] of kept.entries()) told.echo('control', count, told.bytesOf('control', seq));
    expect(violations(told.trial)).toEqual(expected);
  });

  it('says that a loss was logged when a line came about then', () => {
    const told = sent(2).log('could not decode').echo('control', 1).echo('control', 2);
    expect(violations(told.trial)).toEqual(['fifo lost dropped-logged control 0']);
    expect(judgement(told.trial, 'fifo').violations[0]?.actual).toBe('none, though control #1 was answered');
  });

  it('calls a loss silent when the only line came long after the next answer', () => {
    const told = sent(2).echo('control', 1).echo('control', 2).passes(5_000).log('idle');
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control 0']);
  });

  it('lists the first fifty and counts the rest', () => {
    const { violations: listed, more } = judgement(answered(sent(200), [200]).trial, 'fifo');
    expect([listed.length, more]).toEqual([50, 150]);
  });

  it('reports a frame that is answered twice', () => {
    const expected = ['fifo duplicated duplicated control 1'];
    expect(violations(answered(sent(3), [0, 1, 1, 2, 3]).trial)).toEqual(expected);
    const counted = sent(3).echo('control', 0).echo('control', 1);
    counted.echo('control', 2, counted.bytesOf('control', 1));
    counted
      .echo('control', 3, counted.bytesOf('control', 2))
      .echo('control', 4, counted.bytesOf('control', 3));
    expect(violations(counted.trial)).toEqual(expected);
  });

  it('reports a frame of an earlier case that is answered once more', () => {
    const told = new Told(echoTarget(), { control: 9 }).echo('control', 8, int(1)).send('control', int(2));
    expect(violations(told.echo('control', 9).trial)).toEqual(['fifo duplicated duplicated control null']);
  });

  it('reports answers to frames that were never sent', () => {
    const told = answered(sent(1), [0, 1]).echo('control', 2, int(9)).echo('nowhere', 0, int(9));
    expect(violations(told.trial)).toEqual([
      'fifo unexpected duplicated control null',
      'fifo unexpected duplicated nowhere null',
    ]);
  });

  it('reports the one late answer, however many it let pass', () => {
    expect(
      violations(answered(sent(50), [...range(0, 3), ...range(5, 30), 4, ...range(31, 50)]).trial),
    ).toEqual(['fifo reordered reordered control 4']);
  });

  it('shows the order around two neighbours that changed places', () => {
    const { trial } = answered(sent(9), [0, 1, 2, 3, 5, 4, 6, 7, 8, 9]);
    expect(violations(trial)).toEqual(['fifo reordered reordered control 5']);
    expect(judgement(trial, 'fifo').violations[0]).toMatchObject({
      expected: '... 1 2 3 4 5 6 7 ...',
      actual: '... 1 2 3 5 4 6 7 ...',
    });
  });

  it('sees neighbours that changed places although their numbers are in order', () => {
    const told = answered(sent(9), [0, 1, 2, 3]);
    told.echo('control', 4, told.bytesOf('control', 5)).echo('control', 5, told.bytesOf('control', 4));
    expect(violations(answered(told, [6, 7, 8, 9]).trial)).toEqual(['fifo reordered reordered control 5']);
  });

  it('sees it in payloads of other header widths, too', () => {
    const told = new Told().send('control', int(1, 'uint64')).send('control', int(2, 'uint64'));
    told.probe('control').echo('control', 0, int(2)).echo('control', 1, int(1)).echo('control', 2);
    expect(violations(told.trial)).toEqual(['fifo reordered reordered control 1']);
  });

  it('sees three that changed places in a ring', () => {
    const told = sent(3);
    for (const [seq, from] of [1, 2, 0].entries()) told.echo('control', seq, told.bytesOf('control', from));
    expect(violations(told.echo('control', 3).trial)).toEqual(['fifo reordered reordered control 0']);
  });

  it('reports wrong numbers once for a channel', () => {
    const zero = sent(20);
    for (const seq of range(0, 20)) zero.echo('control', 0, zero.bytesOf('control', seq));
    expect(violations(zero.trial)).toEqual(['fifo seq-wrong reordered control null']);
    const skips = sent(90);
    for (const seq of range(0, 90))
      skips.echo('control', seq % 40 === 39 ? seq + 1 : seq, skips.bytesOf('control', seq));
    expect(violations(skips.trial)).toEqual(['fifo seq-wrong reordered control null']);
  });

  it('reports wrong numbers of equal messages', () => {
    const told = new Told().send('control', int(1), { times: 20 });
    for (const seq of range(1, 20)) told.echo('control', seq + 100, int(1));
    expect(violations(told.echo('control', 0).trial)).toContain('fifo seq-wrong reordered control null');
  });

  it('reports an answer that names another channel', () => {
    const told = new Told();
    for (const channel of ['control', 'input']) {
      for (let n = 0; n < 3; n += 1) told.send(channel, text(`${channel} ${n}`));
    }
    told.echo('control', 0).echo('input', 1, told.bytesOf('control', 1)).echo('control', 2);
    told.echo('input', 0).echo('input', 1).echo('input', 2);
    expect(violations(told.trial)).toEqual(['fifo wrong-channel reordered control 1']);
  });

  it('does not call what follows a crash lost, but what is missing before it', () => {
    const told = answered(sent(50), [0, 1, 3]).exit(1);
    expect(violations(told.trial)).toEqual([
      'alive crash crash control 4',
      'fifo lost dropped-silent control 2',
    ]);
  });

  it('does not call lost what may be a frame that could not be read', () => {
    const told = sent(2).echo('control', 0).receive(Uint8Array.of(1)).echo('control', 2);
    expect(violations(told.trial)).toEqual(['notification bad-frame lossy stream null']);
    expect(judgement(told.trial, 'fifo').unknown.size).toBe(1);
  });

  it('hands unreadable frames to as many unanswered ones as it can', () => {
    const told = new Told().send('control', int(1)).send('input', int(2)).probe('control').probe('input');
    told.receive(Uint8Array.of(1)).echo('input', 1).receive(Uint8Array.of(2)).echo('control', 1).deadline();
    expect(violations(told.trial)).toEqual([
      'notification bad-frame lossy stream null',
      'notification bad-frame lossy stream null',
    ]);
  });

  it('calls lost what an unreadable frame came too late for', () => {
    const told = sent(2).echo('control', 1).receive(Uint8Array.of(1)).echo('control', 2);
    expect(judgement(told.trial, 'fifo').violations).toMatchObject([{ rule: 'lost', step: 0 }]);
  });

  it('does not call lost at a stop what may be unreadable', () => {
    const told = sent(3).echo('control', 0).receive(Uint8Array.of(1)).echo('control', 2);
    told.receive(Uint8Array.of(1)).stop().exit(0, true);
    expect(judgement(told.trial, 'fifo').violations).toEqual([]);
  });

  it('reports what was not answered before the kernel stopped as told', () => {
    const told = answered(sent(9), [0, 1, 2]).stop().exit(0, true);
    expect(violations(told.trial)).toEqual(['fifo lost-at-stop dropped-silent control 3']);
  });

  it('lets a kernel that stops leave other channels unanswered', () => {
    const told = new Told()
      .send('input', int(1))
      .send('control', int(2))
      .echo('control', 0)
      .stop()
      .exit(0, true);
    expect(violations(told.trial)).toEqual([]);
  });

  it('takes a message that says stop-kernel for the cause of an orderly end', () => {
    const told = new Told()
      .send('control', int(1))
      .send('control', text('stop-kernel'))
      .send('control', int(2));
    expect(violations(told.echo('control', 0).exit(0).trial)).toEqual([]);
    expect(violations(told.exit(1).trial)).toEqual([]);
  });

  it('calls lost what is unanswered at the end of a channel while its probe was answered', () => {
    const told = new Told().send('control', int(1)).send('input', int(2)).probe('control', int(3));
    told.echo('control', 0).echo('control', 1).deadline();
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent input 1']);
  });
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
