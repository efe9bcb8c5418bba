import { describe, expect, it } from 'vitest';
import { chronicleOf, type Event, type SentEvent } from '../../src/history/index.js';

function sent(
  at: number,
  channel: string,
  seq: number,
  origin: SentEvent['origin'] = { kind: 'probe' },
): SentEvent {
  return { kind: 'sent', at, channel, seq, origin, bytes: Uint8Array.of(at) };
}

function exit(at: number): Event {
  return { kind: 'exit', at, code: at, signal: null, wanted: true };
}

describe('chronicleOf', () => {
  it('is empty for an empty history', () => {
    expect(chronicleOf([])).toEqual({
      sent: new Map(),
      received: [],
      taken: [],
      foreign: [],
      faults: [],
      faultsOver: [],
      tapped: [],
      log: [],
      deadlines: [],
      exit: null,
      stop: null,
    });
  });

  it('sorts events by kind and frames by channel, in the order in which they happened', () => {
    const received: Event = { kind: 'received', at: 2, channel: 'stream', bytes: Uint8Array.of(2) };
    const tapped: Event = { kind: 'tapped', at: 2, bytes: Uint8Array.of(3) };
    const log: Event = { kind: 'log', at: 3, stream: 'stderr', line: 'x' };
    const deadline: Event = { kind: 'deadline', at: 4, awaited: 'x', afterMs: 1 };
    const [a, b, c] = [sent(0, 'input', 0), sent(1, 'control', 0), sent(5, 'input', 1)];
    const chronicle = chronicleOf([a, b, received, tapped, log, deadline, c]);
    expect([...chronicle.sent]).toEqual([
      ['input', [a, c]],
      ['control', [b]],
    ]);
    expect(chronicle).toMatchObject({
      received: [received],
      tapped: [tapped],
      log: [log],
      deadlines: [deadline],
    });
  });

  it('keeps the first exit and the first stop', () => {
    const stop = sent(1, 'control', 0, { kind: 'stop' });
    const chronicle = chronicleOf([stop, sent(2, 'control', 1, { kind: 'stop' }), exit(3), exit(4)]);
    expect(chronicle.exit?.code).toBe(3);
    expect(chronicle.stop).toBe(stop);
  });

  it('is made once for a history', () => {
    const history: readonly Event[] = [sent(0, 'control', 0)];
    expect(chronicleOf(history)).toBe(chronicleOf(history));
  });
});
