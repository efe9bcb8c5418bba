import type { Mutant } from './mutant.js';

export const deafChannel: Mutant = {
  name: 'deaf-channel',
  about: 'The channel completion is answered fifty times, and then no more.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    notify: (address, reply) =>
      address.channel === 'completion' && address.seq >= 50 ? null : healthy.notify(address, reply),
  }),
};
