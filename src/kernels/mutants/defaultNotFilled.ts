import { decode, equal } from '../../wire/index.js';
import type { Mutant } from './mutant.js';

export const defaultNotFilled: Mutant = {
  name: 'default-not-filled',
  about: 'Fields that were left out stay out, although they have a default.',
  oracle: 'round-trip',
  typed: true,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      const understood = healthy.decode(bytes, channel);
      const sent = decode(bytes);
      if (understood.kind !== 'value' || understood.value.kind !== 'map') {
        return understood;
      }
      if (sent.kind !== 'value' || sent.value.kind !== 'map') {
        return understood;
      }
      const given = sent.value.entries;
      const entries = understood.value.entries.filter(([key]) => given.some(([other]) => equal(other, key)));
      return { kind: 'value', value: { kind: 'map', entries } };
    },
  }),
};
