import type { Mutant } from './mutant.js';

export const staleBuffer: Mutant = {
  name: 'stale-buffer',
  about: 'A payload as long as the one before it comes back with the old content.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) => {
    let buffer: Uint8Array = new Uint8Array(0);
    return {
      ...healthy,
      encode: (value) => {
        const payload = healthy.encode(value);
        if (payload.length !== buffer.length) {
          buffer = payload;
        }
        return buffer;
      },
    };
  },
};
