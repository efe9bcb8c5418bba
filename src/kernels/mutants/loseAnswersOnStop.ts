import type { Mutant } from './mutant.js';

const BATCH_MS = 2;

export const loseAnswersOnStop: Mutant = {
  name: 'lose-answers-on-stop',
  about: 'Answers that wait to be sent in a batch are forgotten when the stop command comes.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => {
    let batch: Uint8Array[] = [];
    return {
      ...healthy,
      deliver: (_, notification, send) => {
        batch.push(notification);
        const deliverBatch = (): void => {
          for (const waiting of batch.splice(0)) {
            void send(waiting);
          }
        };
        setTimeout(deliverBatch, BATCH_MS);
        return undefined;
      },
      end: (ending) => {
        batch = [];
        return healthy.end(ending);
      },
    };
  },
};
