import { equal, type Entry, type WireValue } from '../../wire/index.js';
import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

function lastOf(entries: readonly Entry[], key: WireValue): number {
  return entries.findLastIndex(([other]) => equal(other, key));
}

export const dropDuplicateKeys: Mutant = {
  name: 'drop-duplicate-keys',
  about: 'Of several equal keys in a map only the last one comes back.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'map'
        ? { kind: 'map', entries: value.entries.filter(([key], at) => at === lastOf(value.entries, key)) }
        : value,
    ),
};
