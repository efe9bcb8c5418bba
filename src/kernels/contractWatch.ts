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
  let owed = 0;
  return {
    get owed(): number {
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
      const tally = tallies.get(channel) ?? { sent: 0, answered: 0, newest: -1 };
      tallies.set(channel, tally);
      tally.sent += 1;
      // What was answered too often is owed no more when it is sent at last.
      if (tally.sent > tally.answered) owed += 1;
    },
    taken(channel, frames) {
      const tally = tallies.get(channel);
      if (tally === undefined) return;
      owed -= Math.min(frames, Math.max(0, tally.sent - tally.answered));
      tally.sent -= frames;
    },
    received(_, bytes) {
      const reading = readStreamFrame(bytes);
      if (reading.kind !== 'echo' && reading.kind !== 'decode-error') {
        return;
      }
      const tally = tallies.get(reading.channel);
      if (tally !== undefined) {
        tally.answered += 1;
        if (tally.sent >= tally.answered) owed -= 1;
        tally.newest = Math.max(tally.newest, reading.seq);
      }
    },
  };
}
