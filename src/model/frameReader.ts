import { bodyOf, type Channel, type Schema } from '../schema/index.js';
import { decode, unpickled, type WireValue } from '../wire/index.js';
import { predict } from './predict.js';
import { predictPickle } from './predictPickle.js';
import type { Prediction } from './prediction.js';
import type { MsgspecVersion } from './versions.js';

/** One frame as a kernel reads it. */
export interface ReadFrame {
  readonly prediction: Prediction;
  /** As it is understood, or as it was written where that is not known; null: the bytes are no value. */
  readonly value: WireValue | null;
}

/**
 * Reads frames as the decoder of a channel to the kernel does: msgpack or, in old releases of marimo, pickle.
 *
 * @param msgspec - the version that the kernel decodes with; default: the newest
 */
export function frameReader(
  schema: Schema,
  channel: Channel,
  msgspec?: MsgspecVersion,
): (bytes: Uint8Array) => ReadFrame {
  const { codec, type } = bodyOf(channel);
  const isPickle = codec === 'pickle';
  return (bytes) => {
    const prediction = isPickle
      ? predictPickle(schema, type, bytes, msgspec)
      : predict(schema, type, bytes, 'msgpack', msgspec);
    if (prediction.kind === 'value') return { prediction, value: prediction.value };
    return { prediction, value: valueIn(isPickle ? unpickled(schema, bytes) : decode(bytes)) };
  };
}

function valueIn(
  read: { readonly kind: 'value'; readonly value: WireValue } | { readonly kind: string },
): WireValue | null {
  return 'value' in read ? read.value : null;
}
