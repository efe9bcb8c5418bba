import {
  array,
  bool,
  float64,
  int,
  map,
  nil,
  readJson,
  text,
  type Json,
  type WireValue,
} from '../../src/wire/index.js';

/** What the reader makes of one message of the writer. */
export type Reading =
  /** It understands what was meant. */
  | { readonly kind: 'meant'; readonly sent: Written; readonly read: WireValue }
  /** It decodes, and what stands at `at` (by names of fields, also in array layout) is not what was meant. */
  | { readonly kind: 'changed'; readonly sent: Written; readonly read: WireValue; readonly at: string }
  /** It raises this ValidationError; `path` null: at the root. */
  | {
      readonly kind: 'refused';
      readonly sent: Written;
      readonly message: string;
      readonly path: string | null;
    }
  /** Only code of the reader's classes knows, and types made of a schema have none. */
  | { readonly kind: 'asked'; readonly sent: Written };

/** A message: as msgpack, and as JSON where JSON can say it. */
export interface Written {
  readonly msgpack: WireValue;
  readonly json: string | null;
}

/** A reading; of both codecs, or one of each where they differ. */
export type ByCodec = Reading | { readonly msgpack: Reading; readonly json?: Reading };

/** How a type changes: what the new reader makes of an old message, and the old reader of a new one. */
export type BothWays = readonly [newReadsOld: ByCodec, oldReadsNew: ByCodec];

/** A value, or the JSON document that says it. */
type Said = string | WireValue;

export function meant(sent: Said, read: Said = sent): Reading {
  return { kind: 'meant', sent: written(sent), read: valueOf(read) };
}

export function changed(at: string, sent: Said, read: Said): Reading {
  return { kind: 'changed', at, sent: written(sent), read: valueOf(read) };
}

export function refused(sent: Said, message: string, path: string | null = null): Reading {
  return { kind: 'refused', sent: written(sent), message, path };
}

export function asked(sent: Said): Reading {
  return { kind: 'asked', sent: written(sent) };
}

function written(said: Said): Written {
  return { msgpack: valueOf(said), json: typeof said === 'string' ? said : null };
}

function valueOf(said: Said): WireValue {
  if (typeof said !== 'string') return said;
  const reading = readJson(Buffer.from(said));
  if (reading.kind !== 'json') throw new Error(`${said} is no JSON`);
  return wireValue(reading.value);
}

function wireValue(json: Json): WireValue {
  switch (json.kind) {
    case 'nil':
      return nil;
    case 'bool':
      return bool(json.value);
    case 'int':
      return int(json.value);
    case 'float':
      return float64(json.value);
    case 'str':
      return text(json.value);
    case 'array':
      return array(json.items.map(wireValue));
    case 'object':
      return map(json.entries.map(([key, value]) => [text(key), wireValue(value)] as const));
  }
}
