import type { Mutant } from './mutant.js';

export const swallowDecodeError: Mutant = {
  name: 'swallow-decode-error',
  about: 'A frame that cannot be decoded is dropped without a word.',
  oracle: 'clean-decode-failure',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    notify: (address, reply) => (reply.kind === 'refused' ? null : healthy.notify(address, reply)),
  }),
};
