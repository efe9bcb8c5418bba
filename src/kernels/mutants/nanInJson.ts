import { wrapped } from '../echo/notification.js';
import type { Mutant } from './mutant.js';

export const nanInJson: Mutant = {
  name: 'nan-in-json',
  about: 'Every seventh notification holds a NaN, which JSON does not have.',
  oracle: 'notification',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    notify: (address, reply) => {
      const { channel, seq } = address;
      if (seq % 7 !== 6 || reply.kind !== 'payload') {
        return healthy.notify(address, reply);
      }
      const payload = Buffer.from(reply.payload).toString('base64');
      return wrapped(`{"op":"echo","channel":"${channel}","seq":${seq},"took":NaN,"payload":"${payload}"}`);
    },
  }),
};
