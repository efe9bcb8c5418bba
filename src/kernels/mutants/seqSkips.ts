import type { Mutant } from './mutant.js';

export const seqSkips: Mutant = {
  name: 'seq-skips',
  about: 'Every fortieth answer bears the number of the frame after it.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    notify: (address, reply) =>
      healthy.notify(address.seq % 40 === 39 ? { ...address, seq: address.seq + 1 } : address, reply),
  }),
};
