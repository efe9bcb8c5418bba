import { encode, type Entry } from '../../wire/index.js';
import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

function byKey([left]: Entry, [right]: Entry): number {
  return Buffer.compare(encode(left), encode(right));
}

export const reorderKeys: Mutant = {
  name: 'reorder-keys',
  about: 'Maps come back with their keys sorted.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'map' ? { kind: 'map', entries: value.entries.toSorted(byKey) } : value,
    ),
};
