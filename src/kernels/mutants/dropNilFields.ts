import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const dropNilFields: Mutant = {
  name: 'drop-nil-fields',
  about: 'Map entries whose value is nil are left out.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'map'
        ? { kind: 'map', entries: value.entries.filter(([, item]) => item.kind !== 'nil') }
        : value,
    ),
};
