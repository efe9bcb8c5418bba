import { decode } from '../../wire/index.js';
import type { Mutant } from './mutant.js';

export const ignoreTrailingBytes: Mutant = {
  name: 'ignore-trailing-bytes',
  about: 'What follows after a whole value is ignored.',
  oracle: 'round-trip',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    decode: (bytes, channel) => {
      const decoded = decode(bytes);
      const whole =
        decoded.kind === 'malformed' && decoded.error.kind === 'trailing'
          ? bytes.subarray(0, decoded.error.at)
          : bytes;
      return healthy.decode(whole, channel);
    },
  }),
};
