/**
 * Types as data: one version of a protocol, as its typed decoder sees it.
 *
 * Everything here is plain JSON, so that a snapshot file *is* this data. Python's integers do not fit a JSON
 * number and JSON has no infinity, hence integers and floats are decimal text.
 */

import type { Unsure } from './unsure.js';

/** An integer of any size, in decimal: `"-9223372036854775808"`. */
export type Integer = string;

/** A value that an enumeration or a literal may list. */
export type Literal =
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'int'; readonly value: Integer }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'nil' };

/** How many items, bytes or code points; both ends inclusive. */
export interface Lengths {
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Bounds of a number, as decimal text: an {@link Integer}, or a float as Python's `repr` writes it (`1e-07`, `inf`). */
export interface Bounds {
  readonly gt?: string;
  readonly ge?: string;
  readonly lt?: string;
  readonly le?: string;
  readonly multipleOf?: string;
}

/** What a typed decoder may be asked to decode. */
export type Type =
  | { readonly kind: 'any' }
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool' }
  | ({ readonly kind: 'int' } & Bounds)
  | ({ readonly kind: 'float' } & Bounds)
  | ({ readonly kind: 'str'; readonly pattern?: string } & Lengths)
  | ({ readonly kind: 'bytes'; readonly as: 'bytes' | 'bytearray' | 'memoryview' } & Lengths)
  | { readonly kind: 'datetime'; readonly zone: 'any' | 'aware' | 'naive' }
  | { readonly kind: 'time'; readonly zone: 'any' | 'aware' | 'naive' }
  | { readonly kind: 'date' }
  | { readonly kind: 'timedelta' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'decimal' }
  | { readonly kind: 'ext' }
  | { readonly kind: 'raw' }
  | { readonly kind: 'literal'; readonly values: readonly Literal[] }
  /** `open`: the class has a `_missing_` hook, so only Python knows what else it takes. */
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly values: readonly Literal[];
      readonly open: boolean;
    }
  | ({ readonly kind: 'list'; readonly item: Type } & Lengths)
  | ({ readonly kind: 'set'; readonly frozen: boolean; readonly item: Type } & Lengths)
  /** A tuple of any length. */
  | ({ readonly kind: 'sequence'; readonly item: Type } & Lengths)
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | ({ readonly kind: 'dict'; readonly key: Type; readonly value: Type } & Lengths)
  /** Two members or more. Flat: none is a union, `any` or `raw`; no scalar kind stands twice, nor does a literal. */
  | { readonly kind: 'union'; readonly members: readonly Type[] }
  /** A class that the decoder hands to a hook, or checks with `isinstance`. */
  | { readonly kind: 'custom'; readonly name: string }
  /** A {@link RecordType} of the same schema, by its name. */
  | { readonly kind: 'ref'; readonly name: string };

/** A default as data: its msgpack encoding (hex) and the Python type it came from, or its `repr` where there is none. */
export type DefaultValue =
  | { readonly kind: 'value'; readonly msgpack: string; readonly python: string }
  /** Cannot be written as msgpack: encoding again fails. */
  | { readonly kind: 'opaque'; readonly repr: string };

/** What a decoder fills in when a field is left out. */
export type Default =
  | DefaultValue
  /** Every call gives an equal value: an empty list, dict, set. */
  | { readonly kind: 'factory'; readonly name: string; readonly fixed: true; readonly msgpack: string }
  /** Every call may give another value: a clock, a random id, code that only Python knows. */
  | { readonly kind: 'factory'; readonly name: string; readonly fixed: false; readonly msgpack: null }
  /**
   * The field stays absent: it is not written when encoded again. `reads`: what code finds there nevertheless,
   * because the class has it (the plain default of a dataclass without slots).
   */
  | { readonly kind: 'unset'; readonly reads?: DefaultValue };

/** A field of a record. */
export interface Field {
  /** The name on the wire. */
  readonly name: string;
  /** The name in the code that owns the type. */
  readonly attribute: string;
  readonly type: Type;
  /** Null: the field is required. */
  readonly default: Default | null;
}

/** The value that says which member of a union this is, and where it stands. */
export interface Tag {
  readonly value: Extract<Literal, { kind: 'str' | 'int' }>;
  readonly at:
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'first-item' }
    | { readonly kind: 'frame'; readonly index: number };
}

/** A named type with fields. */
export interface RecordType {
  readonly kind: 'record';
  readonly name: string;
  readonly flavour: 'struct' | 'dataclass' | 'typed-dict' | 'named-tuple';
  readonly layout: 'map' | 'array';
  readonly tag: Tag | null;
  /** In the order in which the decoder looks for missing ones. */
  readonly fields: readonly Field[];
  /**
   * Wire names in the order in which the encoder writes them, where it is not that of {@link fields} (a dataclass with
   * keyword-only fields). A typed-dict is always written in the order in which it was read.
   */
  readonly writeOrder?: readonly string[];
  readonly unknownFields: 'ignored' | 'refused';
  readonly omitDefaults: boolean;
  /** Hashed by value: may be a map key or a set element. False also where the hash is that of the object's identity. */
  readonly hashable: boolean;
  /** Code of its own runs while or after decoding, so only Python knows the outcome. */
  readonly postInit: boolean;
}

/** How the bytes of one frame become a value. `json-in-...`: the frame holds bytes, and they are a JSON document. */
export type Codec = 'msgpack' | 'json' | 'json-in-msgpack-bin' | 'utf8' | 'pickle' | 'json-in-pickle';

/** One frame of a message. A message of one frame is an envelope of one. */
export interface Frame {
  readonly role: 'body' | 'tag' | 'route';
  readonly codec: Codec;
  readonly type: Type;
}

/** One socket pair in one direction. */
export interface Channel {
  readonly name: string;
  readonly direction: 'to-kernel' | 'from-kernel';
  readonly envelope: readonly Frame[];
  /** Where Python finds the type of the body: `module:NAME`; null where the type is built in. */
  readonly python: string | null;
}

/** The types of one version of a protocol. */
export interface Schema {
  readonly protocol: string;
  /** The version of the package that owns the types. */
  readonly release: string;
  readonly channels: readonly Channel[];
  /** The document a kernel reads on stdin when it starts. */
  readonly startup: Frame | null;
  readonly types: Readonly<Record<string, RecordType>>;
}

/** A schema in a file, or on its way into one. */
export interface Snapshot extends Schema {
  readonly format: 'skewfuzz-schema';
  readonly version: 1;
  /** SHA-256 (hex) of the canonical JSON of channels, startup and types: equal types, equal fingerprint. */
  readonly fingerprint: string;
  /** What made the file: versions of Python, msgspec and the package. */
  readonly made: Readonly<Record<string, string>>;
  /** What its source did not say, and was taken in one way. Left out: all is known, as from the types themselves. */
  readonly unsure?: readonly Unsure[];
}
