import type { Mutant } from './mutant.js';

export const deafChannel: Mutant = {
  name: 'deaf-channel',
  about: 'The channel completion is answered twice, and then no more.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    notify: (address, reply) =>
      address.channel === 'completion' && address.seq >= 2 ? null : healthy.notify(address, reply),
  }),
};
