import type { Mutant } from './mutant.js';

export const raiseInHandler: Mutant = {
  name: 'raise-in-handler',
  about: 'The handler raises on an array: that is logged, and the frame gets no answer.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      const understood = healthy.decode(bytes, channel);
      if (understood.kind === 'value' && understood.value.kind === 'array') {
        throw new TypeError('an array is no command');
      }
      return understood;
    },
  }),
};
