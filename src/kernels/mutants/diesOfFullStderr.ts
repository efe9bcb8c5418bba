import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Mutant } from './mutant.js';

const STDERR = 2;
const LINE = `${'.'.repeat(1_023)}\n`;
/** What a window of messages logs fits into the pipe, also while the host is busy. */
const LOGGED_EVERY = 10;

export const diesOfFullStderr: Mutant = {
  name: 'dies-of-full-stderr',
  about: 'It logs every tenth frame at length, and ends when a line is not taken at once.',
  oracle: 'alive',
  typed: false,
  faults: ['undrained'],
  plant: (healthy) => {
    let frames = 0;
    let pipe: Socket | null = null;
    return {
      ...healthy,
      decode: (bytes, channel) => {
        // A socket of its own makes the pipe one that does not wait.
        pipe ??= new Socket({ fd: STDERR, readable: false, writable: true }).unref();
        frames += 1;
        try {
          if (frames % LOGGED_EVERY === 0) writeSync(STDERR, LINE);
        } catch {
          process.exit(1);
        }
        return healthy.decode(bytes, channel);
      },
    };
  },
};
