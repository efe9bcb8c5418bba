import type { Mutant } from './mutant.js';

export const wrongChannel: Mutant = {
  name: 'wrong-channel',
  about: 'Every third answer on ui_element says that it belongs to completion.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    notify: (address, reply) => {
      const astray = address.channel === 'ui_element' && address.seq % 3 === 2;
      return healthy.notify(astray ? { ...address, channel: 'completion' } : address, reply);
    },
  }),
};
