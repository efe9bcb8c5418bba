import { predict, type Prediction } from '../../model/index.js';
import { bodyOf, type Channel, type Snapshot } from '../../schema/index.js';
import { exact } from '../../wire/index.js';
import { CHANNELS_TO_KERNEL, type ChannelToKernel } from '../connection.js';
import { KernelError } from '../kernelError.js';
import type { EchoParts, Understood } from './echoParts.js';
import { healthyParts } from './healthyParts.js';

/**
 * A healthy typed echo: decodes by a schema, and sends back the value as its decoder understood it. A channel that the
 * schema does not have takes any value.
 *
 * @throws KernelError `bad-schema` for frames that are neither msgpack nor JSON
 */
export function typedParts(schema: Snapshot): EchoParts {
  const untyped = healthyParts(exact);
  const heard = schema.channels.filter(({ name }) => CHANNELS_TO_KERNEL.some((channel) => channel === name));
  const predictions = new Map(heard.map((channel) => [channel.name, predictionOf(schema, channel)]));
  const decode = (bytes: Uint8Array, channel: ChannelToKernel): Understood => {
    const prediction = predictions.get(channel)?.(bytes) ?? null;
    if (prediction?.kind === 'value') {
      return { kind: 'value', value: prediction.value };
    }
    if (prediction?.kind === 'refused') {
      return { kind: 'refused', error: { ...prediction.error, message: prediction.error.message ?? '' } };
    }
    // Only the code that owns the type knows: whatever is answered, nobody judges it.
    return untyped.decode(bytes, channel);
  };
  return { ...untyped, decode };
}

function predictionOf(schema: Snapshot, channel: Channel): (bytes: Uint8Array) => Prediction {
  const { type, codec } = bodyOf(channel);
  if (codec === 'msgpack' || codec === 'json') return (bytes) => predict(schema, type, bytes, codec);
  throw new KernelError(
    'bad-schema',
    `Took the schema ${schema.protocol} ${schema.release} for an echo: expected msgpack or json on ${channel.name}, got ${codec}.`,
  );
}
