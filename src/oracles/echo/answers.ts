import type { ReceivedEvent } from '../../history/index.js';
import { readStreamFrame, type StreamReading } from '../../wire/index.js';

/** A notification that answers a frame. */
export type EchoReading = Extract<StreamReading, { kind: 'echo' | 'decode-error' }>;

/** The answers that name one channel, in the order of arrival. */
export interface Arrivals {
  readonly readings: EchoReading[];
  /** For each reading its index among all frames received. */
  readonly at: number[];
}

export interface Answered {
  readonly byChannel: ReadonlyMap<string, Arrivals>;
  /** Indices of received frames that nobody can read: each may have been an answer. */
  readonly unreadable: readonly number[];
}

/** Sorts what arrived by the channel it answers. Other notifications are left out: they answer nothing. */
export function answersIn(received: readonly ReceivedEvent[]): Answered {
  const byChannel = new Map<string, Arrivals>();
  const unreadable: number[] = [];
  for (let at = 0; at < received.length; at += 1) {
    const event = received[at];
    if (event === undefined) continue;
    const reading = readStreamFrame(event.bytes);
    if (reading.kind === 'bad-frame') unreadable.push(at);
    if (reading.kind !== 'echo' && reading.kind !== 'decode-error') continue;
    let own = byChannel.get(reading.channel);
    if (own === undefined) byChannel.set(reading.channel, (own = { readings: [], at: [] }));
    own.readings.push(reading);
    own.at.push(at);
  }
  return { byChannel, unreadable };
}
