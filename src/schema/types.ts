/**
 * Types as data: one version of a protocol, as its typed decoder sees it.
 *
 * Everything here is plain JSON, so that a snapshot file *is* this data. Python's integers do not fit a JSON
 * number and JSON has no infinity, hence {@link Integer} and {@link Real} are decimal text.
 */

/** An integer of any size, in decimal: `"-9223372036854775808"`. */
export type Integer = string;

/** A float as Python's `repr` writes it: `"0.1"`, `"1e-07"`, `"inf"`, `"nan"`. */
export type Real = string;

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

/** Bounds of a number, as decimal text. */
export interface Bounds {
  readonly gt?: Integer | Real;
  readonly ge?: Integer | Real;
  readonly lt?: Integer | Real;
  readonly le?: Integer | Real;
  readonly multipleOf?: Integer | Real;
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
  /** Flat: no member is a union, `any` or `raw`. */
  | { readonly kind: 'union'; readonly members: readonly Type[] }
  /** A class that the decoder hands to a hook, or checks with `isinstance`. */
  | { readonly kind: 'custom'; readonly name: string }
  /** A {@link RecordType} of the same schema, by its name. */
  | { readonly kind: 'ref'; readonly name: string };

/** What a decoder fills in when a field is left out. */
export type Default =
  /** The msgpack encoding (hex) of the default, and the Python type it came from. */
  | { readonly kind: 'value'; readonly msgpack: string; readonly python: string }
  /** Made anew each time; `msgpack` is what one call gave. `fixed` when every call gives the same (list, dict, set). */
  | { readonly kind: 'factory'; readonly name: string; readonly msgpack: string; readonly fixed: boolean }
  /** The field stays absent: it is not written when encoded again. */
  | { readonly kind: 'unset' }
  /** A default that cannot be written as msgpack; its Python `repr`. */
  | { readonly kind: 'opaque'; readonly repr: string };

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
  readonly value: Literal;
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
  /** In the order in which the decoder looks for missing ones and the encoder writes them. */
  readonly fields: readonly Field[];
  readonly unknownFields: 'ignored' | 'refused';
  readonly omitDefaults: boolean;
  /** Equality and hash by value: may be a map key or a set element. */
  readonly hashable: boolean;
  /** Code runs after decoding, so only Python knows the outcome. */
  readonly postInit: boolean;
}

/** How the bytes of one frame become a value. */
export type Codec = 'msgpack' | 'json' | 'json-in-msgpack-bin' | 'utf8' | 'pickle';

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

/** A schema in a file. */
export interface Snapshot extends Schema {
  readonly format: 'skewfuzz-schema';
  readonly version: 1;
  /** SHA-256 (hex) of the canonical JSON of channels, startup and types: equal types, equal fingerprint. */
  readonly fingerprint: string;
  /** What made the file: versions of Python, msgspec and the package. */
  readonly made: Readonly<Record<string, string>>;
}
