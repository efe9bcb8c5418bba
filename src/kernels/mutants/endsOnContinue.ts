import type { Mutant } from './mutant.js';

export const endsOnContinue: Mutant = {
  name: 'ends-on-continue',
  about: 'Frozen for a moment, it ends when it is to go on.',
  oracle: 'alive',
  typed: false,
  faults: ['freeze'],
  plant: (healthy) => ({ ...healthy, endsOn: ['SIGCONT'] }),
};
