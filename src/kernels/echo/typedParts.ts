import { predict } from '../../model/index.js';
import { bodyOf, channelNamed, type Snapshot, type Type } from '../../schema/index.js';
import { exact } from '../../wire/index.js';
import { CHANNELS_TO_KERNEL, type ChannelToKernel } from '../connection.js';
import type { EchoParts, Understood } from './echoParts.js';
import { healthyParts } from './healthyParts.js';

/** A healthy typed echo: decodes by a schema, and sends back the value as its decoder understood it. */
export function typedParts(schema: Snapshot): EchoParts {
  const untyped = healthyParts(exact);
  const types = new Map<ChannelToKernel, Type>(
    CHANNELS_TO_KERNEL.map((channel) => [channel, bodyOf(channelNamed(schema, channel)).type]),
  );
  const decode = (bytes: Uint8Array, channel: ChannelToKernel): Understood => {
    const type = types.get(channel);
    const prediction = type === undefined ? null : predict(schema, type, bytes);
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
