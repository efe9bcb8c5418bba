import { decode } from '../../wire/index.js';
import type { Mutant } from './mutant.js';

export const tagUnchecked: Mutant = {
  name: 'tag-unchecked',
  about: 'A message with a tag that nobody knows is taken as it is.',
  oracle: 'round-trip',
  typed: true,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      const understood = healthy.decode(bytes, channel);
      if (understood.kind !== 'refused' || !understood.error.message.startsWith('Invalid value')) {
        return understood;
      }
      const sent = decode(bytes);
      return sent.kind === 'value' ? sent : understood;
    },
  }),
};
