import { bodyOf, type Schema } from '../schema/index.js';
import { encode } from './encode.js';
import { pickled } from './pickle/message.js';
import type { WireValue } from './value.js';

/**
 * Writes messages for a channel in its codec; raw bytes stay what they are. What is neither pickle nor known is
 * written as msgpack.
 */
export function frameWriter(schema: Schema, channel: string): (message: WireValue) => Uint8Array {
  const found = schema.channels.find(({ name }) => name === channel);
  if (found === undefined || bodyOf(found).codec !== 'pickle') return encode;
  return (message) => (message.kind === 'raw' ? message.bytes : pickled(schema, message));
}
