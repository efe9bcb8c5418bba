import type { Mutant } from './mutant.js';

const BYTES_MAX = 4_096;

export const raiseInHandler: Mutant = {
  name: 'raise-in-handler',
  about: 'The handler raises on a frame of more than 4 KiB: that is logged, and the frame gets no answer.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      if (bytes.length > BYTES_MAX) {
        throw new RangeError(`a frame of ${bytes.length} bytes is too much for the handler`);
      }
      return healthy.decode(bytes, channel);
    },
  }),
};
