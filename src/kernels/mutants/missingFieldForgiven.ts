import { decode } from '../../wire/index.js';
import type { Mutant } from './mutant.js';

export const missingFieldForgiven: Mutant = {
  name: 'missing-field-forgiven',
  about: 'A message without one of its required fields is taken as it is.',
  oracle: 'round-trip',
  typed: true,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      const understood = healthy.decode(bytes, channel);
      if (
        understood.kind !== 'refused' ||
        !understood.error.message.startsWith('Object missing required field')
      ) {
        return understood;
      }
      const sent = decode(bytes);
      return sent.kind === 'value' ? sent : understood;
    },
  }),
};
