import { readStreamFrame } from '../wire/index.js';
import type { Watch } from './kernel.js';
import { isStopFrame } from './stopFrame.js';

interface Tally {
  sent: number;
  answered: number;
  /** The highest number that was answered; -1 before the first. */
  newest: number;
}

/** Counts what a kernel owes that answers every frame: by channel, and by the number of the newest answer. */
export function contractWatch(): Watch {
  const tallies = new Map<string, Tally>();
  return {
    get owed(): number {
      let owed = 0;
      for (const { sent, answered } of tallies.values()) {
        owed += Math.max(0, sent - answered);
      }
      return owed;
    },
    get trailing(): number {
      let trailing = 0;
      for (const { sent, newest } of tallies.values()) {
        trailing += newest < sent - 1 ? 1 : 0;
      }
      return trailing;
    },
    sent(channel, bytes) {
      if (channel === 'control' && isStopFrame(bytes)) {
        return;
      }
      const tally = tallies.get(channel);
      if (tally === undefined) {
        tallies.set(channel, { sent: 1, answered: 0, newest: -1 });
      } else {
        tally.sent += 1;
      }
    },
    received(_, bytes) {
      const reading = readStreamFrame(bytes);
      if (reading.kind !== 'echo' && reading.kind !== 'decode-error') {
        return;
      }
      const tally = tallies.get(reading.channel);
      if (tally !== undefined) {
        tally.answered += 1;
        tally.newest = Math.max(tally.newest, reading.seq);
      }
    },
  };
}
