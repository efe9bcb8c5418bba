import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

const MARK = Buffer.from('\ufeff');

export const stripByteOrderMark: Mutant = {
  name: 'strip-byte-order-mark',
  about: 'Text loses a byte order mark at its start.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'str' && Buffer.from(value.bytes).indexOf(MARK) === 0
        ? { ...value, bytes: value.bytes.subarray(MARK.length) }
        : value,
    ),
};
