import type { Mutant } from './mutant.js';

export const dropEveryHundredth: Mutant = {
  name: 'drop-every-hundredth',
  about: 'Every hundredth frame gets no answer.',
  oracle: 'fifo',
  typed: false,
  plant: (healthy) => {
    let frames = 0;
    return {
      ...healthy,
      notify: (address, reply) => {
        frames += 1;
        return frames % 100 === 0 ? null : healthy.notify(address, reply);
      },
    };
  },
};
