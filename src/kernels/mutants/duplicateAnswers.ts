import type { Mutant } from './mutant.js';

export const duplicateAnswers: Mutant = {
  name: 'duplicate-answers',
  about: 'Every fiftieth answer is sent twice.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    deliver: (address, notification, send) => {
      if (address.seq % 50 === 49) {
        void send(notification);
      }
      return send(notification);
    },
  }),
};
