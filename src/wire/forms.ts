import type { ArrayHeader, BinHeader, ExtHeader, IntHeader, MapHeader, StrHeader } from './value.js';

/** One way of writing a length: an opcode, then the length in so many bytes (none: it is part of the opcode). */
export interface LengthForm<Header> {
  readonly name: Header;
  readonly opcode: number;
  readonly lengthBytes: 0 | 1 | 2 | 4;
  /** The greatest length it can say. */
  readonly max: number;
}

/** One way of writing an integer: an opcode, then so many bytes (none: it is part of the opcode). */
export interface IntForm {
  readonly name: IntHeader;
  readonly opcode: number;
  readonly bytes: 0 | 1 | 2 | 4 | 8;
  readonly min: bigint;
  readonly max: bigint;
}

/** Shortest first; of two equally short ones the unsigned first, so the first that fits is the canonical one. */
export const INT_FORMS: readonly IntForm[] = [
  { name: 'fixint', opcode: 0, bytes: 0, min: -32n, max: 127n },
  { name: 'uint8', opcode: 0xcc, bytes: 1, min: 0n, max: 0xffn },
  { name: 'int8', opcode: 0xd0, bytes: 1, min: -0x80n, max: 0x7fn },
  { name: 'uint16', opcode: 0xcd, bytes: 2, min: 0n, max: 0xffffn },
  { name: 'int16', opcode: 0xd1, bytes: 2, min: -0x8000n, max: 0x7fffn },
  { name: 'uint32', opcode: 0xce, bytes: 4, min: 0n, max: 0xffff_ffffn },
  { name: 'int32', opcode: 0xd2, bytes: 4, min: -0x8000_0000n, max: 0x7fff_ffffn },
  { name: 'uint64', opcode: 0xcf, bytes: 8, min: 0n, max: 0xffff_ffff_ffff_ffffn },
  { name: 'int64', opcode: 0xd3, bytes: 8, min: -0x8000_0000_0000_0000n, max: 0x7fff_ffff_ffff_ffffn },
];

export const STR_FORMS: readonly LengthForm<StrHeader>[] = [
  { name: 'fixstr', opcode: 0xa0, lengthBytes: 0, max: 31 },
  { name: 'str8', opcode: 0xd9, lengthBytes: 1, max: 0xff },
  { name: 'str16', opcode: 0xda, lengthBytes: 2, max: 0xffff },
  { name: 'str32', opcode: 0xdb, lengthBytes: 4, max: 0xffff_ffff },
];

export const BIN_FORMS: readonly LengthForm<BinHeader>[] = [
  { name: 'bin8', opcode: 0xc4, lengthBytes: 1, max: 0xff },
  { name: 'bin16', opcode: 0xc5, lengthBytes: 2, max: 0xffff },
  { name: 'bin32', opcode: 0xc6, lengthBytes: 4, max: 0xffff_ffff },
];

export const ARRAY_FORMS: readonly LengthForm<ArrayHeader>[] = [
  { name: 'fixarray', opcode: 0x90, lengthBytes: 0, max: 15 },
  { name: 'array16', opcode: 0xdc, lengthBytes: 2, max: 0xffff },
  { name: 'array32', opcode: 0xdd, lengthBytes: 4, max: 0xffff_ffff },
];

export const MAP_FORMS: readonly LengthForm<MapHeader>[] = [
  { name: 'fixmap', opcode: 0x80, lengthBytes: 0, max: 15 },
  { name: 'map16', opcode: 0xde, lengthBytes: 2, max: 0xffff },
  { name: 'map32', opcode: 0xdf, lengthBytes: 4, max: 0xffff_ffff },
];

/** Without `fixext`, whose five opcodes stand for the five lengths of {@link FIXEXT_OPCODES}. */
export const EXT_FORMS: readonly LengthForm<ExtHeader>[] = [
  { name: 'ext8', opcode: 0xc7, lengthBytes: 1, max: 0xff },
  { name: 'ext16', opcode: 0xc8, lengthBytes: 2, max: 0xffff },
  { name: 'ext32', opcode: 0xc9, lengthBytes: 4, max: 0xffff_ffff },
];

export const FIXEXT_OPCODES: ReadonlyMap<number, number> = new Map([
  [1, 0xd4],
  [2, 0xd5],
  [4, 0xd6],
  [8, 0xd7],
  [16, 0xd8],
]);
