import type { Mutant } from './mutant.js';

export const deafAfterBadFrame: Mutant = {
  name: 'deaf-after-bad-frame',
  about: 'After a frame that cannot be decoded a channel is never answered again.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => {
    const deaf = new Set<string>();
    return {
      ...healthy,
      notify: (address, reply) => {
        if (deaf.has(address.channel)) {
          return null;
        }
        if (reply.kind === 'refused') {
          deaf.add(address.channel);
        }
        return healthy.notify(address, reply);
      },
    };
  },
};
