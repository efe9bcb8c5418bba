/**
 * A value as it stands on the wire. It can say everything msgpack can, and much that it must not.
 *
 * `header` asks the encoder for one certain form (absent: the shortest legal one); `declared` makes the header lie
 * about the length. Neither is part of the value: equality does not look at them.
 */
export type WireValue =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint; readonly header?: IntHeader }
  /** IEEE 754 bits, so that -0, both infinities and every NaN stay apart. */
  | { readonly kind: 'float'; readonly width: 32 | 64; readonly bits: bigint }
  /** The bytes between the headers: not always well-formed UTF-8. */
  | ({ readonly kind: 'str'; readonly bytes: Uint8Array; readonly header?: StrHeader } & Declared)
  | ({ readonly kind: 'bin'; readonly bytes: Uint8Array; readonly header?: BinHeader } & Declared)
  | ({
      readonly kind: 'array';
      readonly items: readonly WireValue[];
      readonly header?: ArrayHeader;
    } & Declared)
  /** Ordered, any kind of key, duplicates kept. */
  | ({ readonly kind: 'map'; readonly entries: readonly Entry[]; readonly header?: MapHeader } & Declared)
  /** `code` is signed, -128 to 127. */
  | ({
      readonly kind: 'ext';
      readonly code: number;
      readonly bytes: Uint8Array;
      readonly header?: ExtHeader;
    } & Declared)
  /** Bytes put on the wire as they are: a reserved opcode, a torn value, anything. */
  | { readonly kind: 'raw'; readonly bytes: Uint8Array };

/** A value of one kind: `WireOf<'str'>`. */
export type WireOf<Kind extends WireValue['kind']> = Extract<WireValue, { readonly kind: Kind }>;

export type Entry = readonly [key: WireValue, value: WireValue];

interface Declared {
  /** The length that the header claims; absent: the true one. */
  readonly declared?: number;
}

export type IntHeader =
  'fixint' | 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'int8' | 'int16' | 'int32' | 'int64';
export type StrHeader = 'fixstr' | 'str8' | 'str16' | 'str32';
export type BinHeader = 'bin8' | 'bin16' | 'bin32';
export type ArrayHeader = 'fixarray' | 'array16' | 'array32';
export type MapHeader = 'fixmap' | 'map16' | 'map32';
export type ExtHeader = 'fixext' | 'ext8' | 'ext16' | 'ext32';
