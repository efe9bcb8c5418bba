import { text, type Entry } from '../../wire/index.js';
import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

function withTextKey([key, value]: Entry): Entry {
  return [key.kind === 'int' ? text(String(key.value)) : key, value];
}

export const intKeysToText: Mutant = {
  name: 'int-keys-to-text',
  about: 'Integer keys of maps come back as text, as in a JavaScript object.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'map' ? { kind: 'map', entries: value.entries.map(withTextKey) } : value,
    ),
};
