import type { Send } from '../echo/echoParts.js';
import type { Mutant } from './mutant.js';

const QUEUE_MAX = 1_000;
/** Answers for each turn of the event loop: fewer than a socket may hand over in one. */
const TURN_MAX = 32;

export const losesBeyondThousand: Mutant = {
  name: 'loses-beyond-thousand',
  about: 'Answers wait in a queue for a thousand; while it is full, more are forgotten.',
  oracle: 'fifo',
  typed: false,
  faults: ['freeze'],
  plant: (healthy) => {
    const queue: (readonly [notification: Uint8Array, send: Send])[] = [];
    const work = (limit: number): void => {
      for (const [notification, send] of queue.splice(0, limit)) void send(notification);
      if (queue.length > 0) setImmediate(work, TURN_MAX);
    };
    return {
      ...healthy,
      deliver: (_, notification, send) => {
        if (queue.length === 0) setImmediate(work, TURN_MAX);
        if (queue.length < QUEUE_MAX) queue.push([notification, send]);
        return undefined;
      },
      end: async (ending) => {
        await ending.answerArrived();
        work(Infinity);
        return healthy.end(ending);
      },
    };
  },
};
