import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const binAsStr: Mutant = {
  name: 'bin-as-str',
  about: 'Bytes come back as text.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'bin' ? { kind: 'str', bytes: value.bytes } : value,
    ),
};
