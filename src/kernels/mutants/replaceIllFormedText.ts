import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

export const replaceIllFormedText: Mutant = {
  name: 'replace-ill-formed-text',
  about: 'Bytes that are no UTF-8 become replacement characters.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'str'
        ? { ...value, bytes: Buffer.from(Buffer.from(value.bytes).toString('utf8')) }
        : value,
    ),
};
