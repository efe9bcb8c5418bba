import { bareChannel, type Schema } from '../schema/index.js';
import { frameWriter, raw, sameBytes, unpickled, type SendStep, type WireValue } from '../wire/index.js';

/** The value that a step says, and the way back to what stands in the step. */
export interface Opened {
  readonly value: WireValue;
  readonly close: (value: WireValue) => WireValue;
}

/** A step of pickled bytes by what it says, where just these bytes are what is written for that; any other as it is. */
export function opened(schema: Schema, { channel: name, value }: SendStep): Opened {
  const channel = bareChannel(name);
  const asItIs: Opened = { value, close: (other) => other };
  if (value.kind !== 'raw' || !schema.channels.some((one) => one.name === channel)) return asItIs;
  const write = frameWriter(schema, channel);
  const read = unpickled(schema, value.bytes);
  if (read.kind !== 'value' || !sameBytes(write(read.value), value.bytes)) return asItIs;
  return { value: read.value, close: (other) => (other.kind === 'raw' ? other : raw(write(other))) };
}
