import { float64, floatOf } from '../../wire/index.js';
import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const float32Widened: Mutant = {
  name: 'float32-widened',
  about: 'Floats of 32 bits come back with 64.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'float' && value.width === 32 ? float64(floatOf(32, value.bits)) : value,
    ),
};
