import type { Mutant } from './mutant.js';

const MISTAKE = { kind: 'AttributeError', message: 'cannot read a property of undefined', path: null };

export const wrongErrorClass: Mutant = {
  name: 'wrong-error-class',
  about: 'A malformed frame is refused with the error of a programming mistake.',
  oracle: 'clean-decode-failure',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      const understood = healthy.decode(bytes, channel);
      return understood.kind === 'refused' ? { kind: 'refused', error: MISTAKE } : understood;
    },
  }),
};
