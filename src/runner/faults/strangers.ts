import { badGreeting, couldJoin, visitByTcp } from '../../transport/index.js';
import { lasts, leftOut, type Doing, type Does, type Effect } from './doing.js';
import type { Fault } from '../../wire/index.js';

/** Nobody's messages, but bytes: ZeroMQ must turn them away, and its peers must not notice. */
export const garbage: Does<'garbage'> = async (fault, doing) =>
  couldJoin(fault.bytes)
    ? leftOut(fault, 'its bytes could make a peer of an old version, that takes messages away')
    : visit(fault, fault.bytes, 0, doing);

export const badHandshake: Does<'bad-handshake'> = async (fault, doing) =>
  visit(fault, badGreeting(fault.how), fault.forMs, doing);

async function visit(
  fault: Extract<Fault, { kind: 'garbage' | 'bad-handshake' }>,
  bytes: Uint8Array,
  stayMs: number,
  { course, begins }: Doing,
): Promise<Effect> {
  const port = course.live.kernel.levers.ports?.get(fault.channel);
  if (port === undefined) return leftOut(fault, `there is no port for ${fault.channel}`);
  begins();
  return Promise.resolve(lasts(visitByTcp(port, bytes, stayMs)));
}
