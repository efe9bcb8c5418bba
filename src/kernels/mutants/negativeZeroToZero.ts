import { floatOf } from '../../wire/index.js';
import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const negativeZeroToZero: Mutant = {
  name: 'negative-zero-to-zero',
  about: 'A negative zero loses its sign.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'float' && floatOf(value.width, value.bits) === 0 ? { ...value, bits: 0n } : value,
    ),
};
