import { frameReader } from '../model/index.js';
import { channelsTo, type Schema } from '../schema/index.js';
import { encode, type SendStep } from '../wire/index.js';

/**
 * Tells of each message whether a decoder by this schema refuses it for something that it says in other than ASCII
 * letters: a refusal is logged with what it is about.
 */
export function refusedInOtherLetters(schema: Schema): (step: SendStep) => boolean {
  const readers = new Map(
    channelsTo(schema, 'to-kernel').map((channel) => [channel.name, frameReader(schema, channel)]),
  );
  return ({ channel, value }) => {
    const bytes = encode(value);
    // Most messages have none, and this is asked of each.
    if (bytes.every((byte) => byte < 0x80)) return false;
    const prediction = readers.get(channel)?.(bytes).prediction;
    return prediction?.kind === 'refused' && hasOtherLetters(prediction.error.message ?? '');
  };
}

function hasOtherLetters(message: string): boolean {
  return Buffer.byteLength(message) > message.length;
}
