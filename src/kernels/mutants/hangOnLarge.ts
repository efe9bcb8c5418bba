import { hangIf } from './hang.js';
import type { Mutant } from './mutant.js';

export const hangOnLarge: Mutant = {
  name: 'hang-on-large',
  about: 'A frame of more than half a megabyte keeps the kernel busy for ever.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      hangIf(bytes.length > 512 * 1024);
      return healthy.decode(bytes, channel);
    },
  }),
};
