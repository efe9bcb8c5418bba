import { floatOf, nil } from '../../wire/index.js';
import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const nanToNull: Mutant = {
  name: 'nan-to-null',
  about: 'NaN comes back as nil.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'float' && Number.isNaN(floatOf(value.width, value.bits)) ? nil : value,
    ),
};
