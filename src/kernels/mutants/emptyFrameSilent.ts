import type { Mutant } from './mutant.js';

export const emptyFrameSilent: Mutant = {
  name: 'empty-frame-silent',
  about: 'An empty frame is taken for no frame.',
  oracle: 'clean-decode-failure',
  typed: false,
  plant: (healthy) => {
    let empty = false;
    return {
      ...healthy,
      decode: (bytes, channel) => {
        empty = bytes.length === 0;
        return healthy.decode(bytes, channel);
      },
      notify: (address, reply) => (empty ? null : healthy.notify(address, reply)),
    };
  },
};
