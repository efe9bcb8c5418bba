import { wrapped } from '../echo/notification.js';
import type { Mutant } from './mutant.js';

export const payloadLeftOut: Mutant = {
  name: 'payload-left-out',
  about: 'Every eleventh echo has no payload.',
  oracle: 'notification',
  typed: false,
  plant: (healthy) => ({
    ...healthy,
    notify: (address, reply) =>
      address.seq % 11 === 10 && reply.kind === 'payload'
        ? wrapped(`{"op":"echo","channel":"${address.channel}","seq":${address.seq}}`)
        : healthy.notify(address, reply),
  }),
};
