import { frameReader } from '../model/index.js';
import { HOST_CHANNELS, hostRequest, sessionOf, type Schema } from '../schema/index.js';
import { encode, type SendStep } from '../wire/index.js';

/** Whether a host is sure to refuse a step, on a channel of a session or its own. */
export function hostRefuses(schema: Schema): (step: SendStep) => boolean {
  const readers = new Map(schema.channels.map((channel) => [channel.name, frameReader(schema, channel)]));
  return ({ channel, value, more, shape }) => {
    // Types alone do not tell that these are refused: their class does.
    if (shape === 'uneven-lists') return true;
    const of = sessionOf(channel);
    if (of !== null) return readers.get(of.channel)?.(encode(value)).prediction.kind === 'refused';
    if (channel === HOST_CHANNELS.mgmt) return hostRequest(jsonIn(encode(value))) === null;
    // Of a message that was put together by hand nobody knows which frame is the odd one.
    return channel === HOST_CHANNELS.cmd || more === true;
  };
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
