import type { Codec, Frame, RecordType, Schema, Type } from '../schema/index.js';
import { ModelError, predict, type Prediction } from '../model/index.js';
import { readPickledBytes, str, textOf } from '../wire/index.js';

/** A schema, and the frame of it that is written or read. */
export interface Side {
  readonly schema: Schema;
  readonly frame: Frame;
}

const BYTES: Type = { kind: 'bytes', as: 'bytes' };

/**
 * What a reader makes of the bytes of a frame. Code of a class that runs after decoding is left out: whether it takes
 * what another version wrote is asked only where that code itself is the difference.
 */
export function readFrame({ schema, frame }: Side, bytes: Uint8Array): Prediction {
  try {
    return READERS[frame.codec](withoutCode(schema), frame.type, bytes);
  } catch (error) {
    if (error instanceof ModelError) return { kind: 'ask', because: error.message };
    throw error;
  }
}

const READERS: Readonly<Record<Codec, (schema: Schema, type: Type, bytes: Uint8Array) => Prediction>> = {
  msgpack: (schema, type, bytes) => predict(schema, type, bytes, 'msgpack'),
  json: (schema, type, bytes) => predict(schema, type, bytes, 'json'),
  'json-in-msgpack-bin': (schema, type, bytes) => {
    const outer = predict(schema, BYTES, bytes, 'msgpack');
    if (outer.kind !== 'value' || outer.value.kind !== 'bin') return outer;
    return predict(schema, type, outer.value.bytes, 'json');
  },
  'json-in-pickle': (schema, type, bytes) => {
    const read = readPickledBytes(bytes);
    return read.kind === 'malformed' ? ask(NO_PICKLE) : predict(schema, type, read.bytes, 'json');
  },
  utf8: (_schema, type, bytes) => {
    if (type.kind !== 'str') return ask('only the code of the reader knows what it makes of the text');
    if (textOf(bytes) !== null) return { kind: 'value', value: str(bytes), fresh: [] };
    return { kind: 'refused', error: { kind: 'UnicodeDecodeError', message: null, path: null } };
  },
  pickle: () => ask(NO_PICKLE),
};

const NO_PICKLE = 'what becomes of a pickle only Python knows';

function ask(because: string): Prediction {
  return { kind: 'ask', because };
}

const calm = new WeakMap<Schema, Schema>();

function withoutCode(schema: Schema): Schema {
  const known = calm.get(schema);
  if (known !== undefined) return known;
  const types = Object.entries(schema.types).map(([name, record]) => [name, quiet(record)] as const);
  const made = { ...schema, types: Object.fromEntries(types) };
  calm.set(schema, made);
  return made;
}

function quiet(record: RecordType): RecordType {
  return record.postInit ? { ...record, postInit: false } : record;
}
