import type { Mutant } from './mutant.js';
import { misunderstanding } from './rewrite.js';

const LARGEST = 2n ** 64n - 1n;

function rounded(value: bigint): bigint {
  const near = BigInt(Number(value));
  return near > LARGEST ? LARGEST : near;
}

export const int64ThroughFloat: Mutant = {
  name: 'int64-through-float',
  about: 'Integers pass through a double: beyond 2^53 they are rounded.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) =>
    misunderstanding(healthy, (value) =>
      value.kind === 'int' ? { kind: 'int', value: rounded(value.value) } : value,
    ),
};
