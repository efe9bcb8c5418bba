import type { Channel, Schema } from '../schema/index.js';
import { bodyOf } from '../schema/index.js';
import { predictPickle, UNCHECKED } from './predictPickle.js';

/**
 * Whether a frame brings something that the types of its channel forbid, on a channel where nothing refuses that: a
 * pickle is not checked against types.
 */
export function isUnchecked(schema: Schema, channel: Channel, frame: Uint8Array): boolean {
  const { codec, type } = bodyOf(channel);
  if (codec !== 'pickle') return false;
  const prediction = predictPickle(schema, type, frame);
  return prediction.kind === 'ask' && prediction.because === UNCHECKED;
}
