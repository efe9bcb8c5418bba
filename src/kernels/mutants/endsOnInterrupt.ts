import type { Mutant } from './mutant.js';

export const endsOnInterrupt: Mutant = {
  name: 'ends-on-interrupt',
  about: 'SIGINT, which is to stop what runs, ends the kernel.',
  oracle: 'alive',
  typed: false,
  faults: ['interrupt'],
  plant: (healthy) => ({ ...healthy, endsOn: ['SIGINT'] }),
};
