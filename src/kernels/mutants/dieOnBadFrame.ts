import type { Mutant } from './mutant.js';

export const dieOnBadFrame: Mutant = {
  name: 'die-on-bad-frame',
  about: 'A frame that cannot be decoded ends the process.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => {
    let isBad = false;
    return {
      ...healthy,
      notify: (address, reply) => {
        isBad ||= reply.kind === 'refused';
        return healthy.notify(address, reply);
      },
      deliver: (address, notification, send) => {
        if (isBad) {
          throw new Error(`cannot decode a frame on ${address.channel}`);
        }
        return healthy.deliver(address, notification, send);
      },
    };
  },
};
