import type { Mutant } from './mutant.js';

export const exitNonzeroOnStop: Mutant = {
  name: 'exit-nonzero-on-stop',
  about: 'The stop command ends it with exit code 3.',
  oracle: 'alive',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    end: async (ending) => {
      await healthy.end(ending);
      return 3;
    },
  }),
};
