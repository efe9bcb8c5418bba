import type { Codec, Schema, Type } from '../schema/index.js';
import { Cursor, type Decode } from './cursor.js';
import * as json from './json/decodeValue.js';
import * as msgpack from './msgpack/decodeValue.js';
import { planOf } from './planOf.js';
import type { Prediction } from './prediction.js';
import { NEWEST_MSGSPEC, quirksOf, type MsgspecVersion } from './versions.js';

/**
 * What msgspec's typed decoder does with these bytes of msgpack or JSON, in strict mode and without hooks.
 *
 * It makes the same single pass as the decoder does, so the error it tells is the one that comes first. Where only
 * Python can know how the pass goes on (a pattern, code of the class, a custom type, very deep nesting), it ends there
 * with `ask`: an error before that point is told, one after it is not, since another one may come first. Where only
 * the value cannot be known (the order of a set), the pass goes on: an error after that point is certain, and is told.
 *
 * The plan of a type is made once for each schema and type object; a schema is taken to stay as it is. The result may
 * hold views of `bytes`.
 *
 * @throws SchemaError when a reference names no record of the schema
 * @throws ModelError when the schema is not one that a reader of snapshots lets through
 */
export function predict(
  schema: Schema,
  type: Type,
  bytes: Uint8Array,
  codec: ModelledCodec = 'msgpack',
  msgspec: MsgspecVersion = NEWEST_MSGSPEC,
): Prediction {
  const { decode, endsThere } = DECODERS[codec];
  const cursor = new Cursor(bytes, decode, 'decoder', quirksOf(msgspec));
  const value = decode(cursor, planOf(schema, type), false);
  if (value === null || !endsThere(cursor)) {
    return cursor.failure ?? { kind: 'ask', because: 'decoding ended without a reason' };
  }
  if (cursor.unsure !== null) return { kind: 'ask', because: cursor.unsure };
  return { kind: 'value', value, fresh: cursor.fresh };
}

/** A codec whose decoder is modelled. */
export type ModelledCodec = Extract<Codec, 'msgpack' | 'json'>;

interface Decoder {
  readonly decode: Decode;
  /** Ends decoding when more follows after the value; false then. */
  readonly endsThere: (cursor: Cursor) => boolean;
}

const DECODERS: Readonly<Record<ModelledCodec, Decoder>> = {
  msgpack: { decode: msgpack.decodeValue, endsThere: msgpack.endsThere },
  json: { decode: json.decodeValue, endsThere: json.endsThere },
};
