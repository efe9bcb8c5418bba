import { floatOf, nil } from '../../wire/index.js';
import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const infinityToNull: Mutant = {
  name: 'infinity-to-null',
  about: 'Both infinities come back as nil.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'float' && Math.abs(floatOf(value.width, value.bits)) === Infinity ? nil : value,
    ),
};
