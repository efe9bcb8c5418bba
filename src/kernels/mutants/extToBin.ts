import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const extToBin: Mutant = {
  name: 'ext-to-bin',
  about: 'Extension values lose their code and come back as bytes.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'ext' ? { kind: 'bin', bytes: value.bytes } : value,
    ),
};
