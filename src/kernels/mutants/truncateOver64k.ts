import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

const LIMIT = 64 * 1024;

export const truncateOver64k: Mutant = {
  name: 'truncate-over-64k',
  about: 'Text and bytes longer than 64 KiB are cut off there.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      (value.kind === 'str' || value.kind === 'bin') && value.bytes.length > LIMIT
        ? { ...value, bytes: value.bytes.subarray(0, LIMIT) }
        : value,
    ),
};
