import type { Mutant } from './mutant.js';

const LATE_MS = 20;

export const swapNeighbours: Mutant = {
  name: 'swap-neighbours',
  about: 'Now and then an answer is overtaken by the next one of its channel.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => {
    const held = new Map<string, Uint8Array>();
    return {
      ...healthy,
      deliver: (address, notification, send) => {
        const overtaken = held.get(address.channel);
        if (overtaken !== undefined) {
          held.delete(address.channel);
          void send(notification);
          return send(overtaken);
        }
        if (address.seq % 10 !== 3) {
          return send(notification);
        }
        held.set(address.channel, notification);
        setTimeout(() => {
          // Nothing overtook it: then it is only late.
          if (held.get(address.channel) === notification) {
            held.delete(address.channel);
            void send(notification);
          }
        }, LATE_MS);
        return undefined;
      },
    };
  },
};
