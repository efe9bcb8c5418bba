import { decode, equal } from '../../wire/index.js';
import type { Mutant } from './mutant.js';

export const leakExtraField: Mutant = {
  name: 'leak-extra-field',
  about: 'Fields that the schema does not know come back.',
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
      const { entries } = understood.value;
      const extra = sent.value.entries.filter(([key]) => !entries.some(([known]) => equal(known, key)));
      return { kind: 'value', value: { kind: 'map', entries: [...entries, ...extra] } };
    },
  }),
};
