import type { Schema, Type } from '../schema/index.js';
import { encode, equal, unpickled, WireError, type WireValue } from '../wire/index.js';
import { predict } from './predict.js';
import type { Prediction } from './prediction.js';
import type { MsgspecVersion } from './versions.js';

/** Why the model asks where a pickle brings something that its types do not allow. */
export const UNCHECKED =
  'a pickle is not checked against its types: what becomes of this only the kernel knows';

/**
 * What a kernel does with a frame that it reads with `pickle.loads`: nothing is checked but that the pickle is one,
 * that its classes are there and get as many values as they take. So a message is certain only when the typed decoder
 * would take it as it is too; everything else that can be read is up to the code that gets it.
 */
export function predictPickle(
  schema: Schema,
  type: Type,
  bytes: Uint8Array,
  msgspec?: MsgspecVersion,
): Prediction {
  const reading = unpickled(schema, bytes);
  switch (reading.kind) {
    case 'refused':
      return { kind: 'refused', error: { kind: reading.error, message: null, path: null } };
    case 'beyond':
      return { kind: 'ask', because: `what ${reading.what} does only Python knows` };
    case 'value':
      return reading.value.kind === 'map' && !reading.isObject
        ? { kind: 'ask', because: UNCHECKED }
        : checked(schema, type, reading.value, msgspec);
  }
}

function checked(
  schema: Schema,
  type: Type,
  value: WireValue,
  msgspec: MsgspecVersion | undefined,
): Prediction {
  const written = msgpackOf(value);
  if (written === null) return { kind: 'ask', because: UNCHECKED };
  const prediction = predict(schema, type, written, 'msgpack', msgspec);
  if (prediction.kind === 'refused') return { kind: 'ask', because: UNCHECKED };
  if (prediction.kind === 'ask' || prediction.fresh.length > 0 || equal(prediction.value, value))
    return prediction;
  return { kind: 'ask', because: UNCHECKED };
}

/** Null: it holds what msgpack cannot say, like an integer of more than 64 bits. */
function msgpackOf(value: WireValue): Uint8Array | null {
  try {
    return encode(value);
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}
