import type { Schema } from '../schema/index.js';
import { frameWriter, raw, type SendStep } from '../wire/index.js';
import { spokenCodec } from './targets.js';

/** The step with the bytes of its frame for a value, where these are no msgpack: so it is plain data, and replays as it is. */
export function onWire(schema: Schema, step: SendStep): SendStep {
  const channel = schema.channels.find(({ name }) => name === step.channel);
  if (step.value.kind === 'raw' || channel === undefined || spokenCodec(channel) !== 'pickle') return step;
  return { ...step, value: raw(frameWriter(schema, step.channel)(step.value)) };
}
