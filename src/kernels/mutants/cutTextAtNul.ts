import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const cutTextAtNul: Mutant = {
  name: 'cut-text-at-nul',
  about: 'Text ends at its first NUL, as a C string does.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'str' && value.bytes.includes(0)
        ? { ...value, bytes: value.bytes.subarray(0, value.bytes.indexOf(0)) }
        : value,
    ),
};
