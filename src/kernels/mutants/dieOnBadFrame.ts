import type { Mutant } from './mutant.js';

export const dieOnBadFrame: Mutant = {
  name: 'die-on-bad-frame',
  about: 'A frame that cannot be decoded ends the process.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      const understood = healthy.decode(bytes, channel);
      if (understood.kind === 'refused') {
        throw new Error(`cannot decode a frame on ${channel}`);
      }
      return understood;
    },
  }),
};
