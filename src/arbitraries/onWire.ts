import { bareChannel, type Schema } from '../schema/index.js';
import { frameWriter, raw, unpickled, type SendStep, type WireValue } from '../wire/index.js';
import { spokenCodec } from './targets.js';

/** The step with the bytes of its frame for a value, where these are no msgpack: so it is plain data, and replays as it is. */
export function onWire(schema: Schema, step: SendStep): SendStep {
  const own = bareChannel(step.channel);
  const channel = schema.channels.find(({ name }) => name === own);
  if (step.value.kind === 'raw' || channel === undefined || spokenCodec(channel) !== 'pickle') return step;
  return { ...step, value: raw(frameWriter(schema, own)(step.value)) };
}

/** What raw bytes say on a channel that carries pickle; any other value is what it is. */
export function said(schema: Schema, channel: string, value: WireValue): WireValue {
  const to = schema.channels.find(({ name }) => name === channel);
  if (value.kind !== 'raw' || to === undefined || spokenCodec(to) !== 'pickle') return value;
  const read = unpickled(schema, value.bytes);
  return read.kind === 'value' ? read.value : value;
}
