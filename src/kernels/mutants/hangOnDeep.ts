import { hangIf } from './hang.js';
import { depthOf } from './depthOf.js';
import type { Mutant } from './mutant.js';

export const hangOnDeep: Mutant = {
  name: 'hang-on-deep',
  about: 'A value nested more than 64 deep keeps the kernel busy for ever.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    encode: (value) => {
      hangIf(depthOf(value) > 64);
      return healthy.encode(value);
    },
  }),
};
