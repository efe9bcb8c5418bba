import { bodyOf, type Channel, type Schema } from '../schema/index.js';
import { decode, unpickled, type WireValue } from '../wire/index.js';
import { predict } from './predict.js';
import { predictPickle } from './predictPickle.js';
import type { Prediction } from './prediction.js';

/** One frame as a kernel reads it. */
export interface ReadFrame {
  readonly prediction: Prediction;
  /** As it is understood, or as it was written where that is not known; null: the bytes are no value. */
  readonly value: WireValue | null;
}

/** Reads frames as the decoder of a channel to the kernel does: msgpack or, in old releases of marimo, pickle. */
export function frameReader(schema: Schema, channel: Channel): (bytes: Uint8Array) => ReadFrame {
  const { codec, type } = bodyOf(channel);
  const [foretell, written] =
    codec === 'pickle'
      ? [predictPickle, (bytes: Uint8Array) => valueIn(unpickled(schema, bytes))]
      : [predict, (bytes: Uint8Array) => valueIn(decode(bytes))];
  return (bytes) => {
    const prediction = foretell(schema, type, bytes);
    return { prediction, value: prediction.kind === 'value' ? prediction.value : written(bytes) };
  };
}

function valueIn(
  read: { readonly kind: 'value'; readonly value: WireValue } | { readonly kind: string },
): WireValue | null {
  return 'value' in read ? read.value : null;
}
