import { nil, bool } from './construct.js';
import type { Malformed, MalformedKind } from './malformed.js';
import type { WireOf, WireValue } from './value.js';
import { withHeader } from './withHeader.js';

/** Made once: most ints on a wire are small. */
const FIXINTS: readonly WireOf<'int'>[] = Array.from({ length: 256 }, (_, byte) =>
  Object.freeze({ kind: 'int', value: BigInt(byte < 0x80 ? byte : byte - 0x100) }),
);

// Shared, because a frame may be full of them. A container that is not empty comes as these too.
export const EMPTY_ARRAY: WireOf<'array'> = Object.freeze({ kind: 'array', items: [] });
export const EMPTY_MAP: WireOf<'map'> = Object.freeze({ kind: 'map', entries: [] });
const EMPTY_STR: WireOf<'str'> = Object.freeze({ kind: 'str', bytes: new Uint8Array(0) });
const ONE_BYTE_STRS: readonly WireOf<'str'>[] = Array.from({ length: 256 }, (_, byte) =>
  Object.freeze({ kind: 'str', bytes: Uint8Array.of(byte) }),
);
const EMPTY_BIN: WireOf<'bin'> = Object.freeze({ kind: 'bin', bytes: new Uint8Array(0) });

/** Reads one header at a time, with its bytes; what stands within a container is for the caller to ask for. */
export class Reader {
  /** Offset of the next byte to read. */
  at = 0;
  /** How many values belong to the container just opened (two for each entry of a map); 0 after anything else. */
  within = 0;
  /** Why `next` gave null. */
  error: Malformed = { kind: 'truncated', at: 0, text: 'nothing was read yet' };
  private readonly bytes: Uint8Array;
  // Asked for at every text; of a typed array these are calls, not fields.
  private readonly buffer: ArrayBufferLike;
  private readonly offset: number;
  private readonly view: DataView;
  private readonly headers: boolean;

  constructor(bytes: Uint8Array, headers: boolean) {
    this.bytes = bytes;
    this.buffer = bytes.buffer;
    this.offset = bytes.byteOffset;
    this.view = new DataView(this.buffer, this.offset, bytes.byteLength);
    this.headers = headers;
  }

  /** The next value, a container without what it holds; null: malformed. Bytes are views of the input. */
  next(): WireValue | null {
    const start = this.at;
    this.within = 0;
    const opcode = this.bytes[start];
    if (opcode === undefined) return this.torn(start, 'a value');
    this.at = start + 1;
    const value = this.after(opcode, start);
    // Below 0xc0 and from 0xe0 on the opcode is the header, and there is none that is shorter.
    const isLong = opcode >= 0xc0 && opcode < 0xe0;
    return this.headers && isLong && value !== null ? withHeader(value, opcode, this.within) : value;
  }

  private after(opcode: number, start: number): WireValue | null {
    if (opcode < 0x80 || opcode >= 0xe0) return FIXINTS[opcode] ?? null;
    if (opcode < 0x90) return this.open(EMPTY_MAP, (opcode & 0x0f) * 2);
    if (opcode < 0xa0) return this.open(EMPTY_ARRAY, opcode & 0x0f);
    if (opcode < 0xc0) return this.str(start, opcode & 0x1f);
    return this.rare(opcode, start);
  }

  private rare(opcode: number, start: number): WireValue | null {
    switch (opcode) {
      case 0xc0:
        return nil;
      case 0xc1:
        this.error = { kind: 'reserved', at: start, text: 'the opcode 0xc1 stands for nothing' };
        return null;
      case 0xc2:
      case 0xc3:
        return bool(opcode === 0xc3);
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.bin(start, this.length(start, 1 << (opcode - 0xc4), 'a bin'));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.ext(start, this.length(start, 1 << (opcode - 0xc7), 'an ext'));
      case 0xca:
      case 0xcb:
        return this.float(start, opcode === 0xca ? 32 : 64);
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.ext(start, 1 << (opcode - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.str(start, this.length(start, 1 << (opcode - 0xd9), 'a str'));
      case 0xdc:
      case 0xdd:
        return this.open(EMPTY_ARRAY, this.length(start, 2 << (opcode - 0xdc), 'an array'));
      case 0xde:
      case 0xdf:
        return this.open(EMPTY_MAP, this.length(start, 2 << (opcode - 0xde), 'a map') * 2);
      default:
        return this.int(opcode, start);
    }
  }

  private open(container: WireValue, within: number): WireValue | null {
    if (within < 0) return null;
    this.within = within;
    return container;
  }

  private int(opcode: number, start: number): WireValue | null {
    const signed = opcode >= 0xd0;
    const size = 1 << (opcode - (signed ? 0xd0 : 0xcc));
    if (start + 1 + size > this.bytes.length) return this.torn(start, `an int of ${size} bytes`);
    this.at = start + 1 + size;
    return { kind: 'int', value: this.integer(start + 1, size, signed) };
  }

  private integer(at: number, size: number, signed: boolean): bigint {
    const { view } = this;
    if (size === 8) return signed ? view.getBigInt64(at) : view.getBigUint64(at);
    if (size === 4) return BigInt(signed ? view.getInt32(at) : view.getUint32(at));
    if (size === 2) return BigInt(signed ? view.getInt16(at) : view.getUint16(at));
    return BigInt(signed ? view.getInt8(at) : view.getUint8(at));
  }

  private float(start: number, width: 32 | 64): WireValue | null {
    const end = start + 1 + width / 8;
    if (end > this.bytes.length) return this.torn(start, `a float of ${width} bits`);
    this.at = end;
    const bits = width === 32 ? BigInt(this.view.getUint32(start + 1)) : this.view.getBigUint64(start + 1);
    return { kind: 'float', width, bits };
  }

  private str(start: number, length: number): WireValue | null {
    if (length === 0) return EMPTY_STR;
    if (length === 1 && this.at < this.bytes.length) {
      this.at += 1;
      return ONE_BYTE_STRS[this.bytes[this.at - 1] ?? 0] ?? null;
    }
    const bytes = this.take(start, length, 'a str');
    return bytes === null ? null : { kind: 'str', bytes };
  }

  private bin(start: number, length: number): WireValue | null {
    if (length === 0) return EMPTY_BIN;
    const bytes = this.take(start, length, 'a bin');
    return bytes === null ? null : { kind: 'bin', bytes };
  }

  private ext(start: number, length: number): WireValue | null {
    if (length < 0) return null;
    if (this.at >= this.bytes.length) return this.torn(start, 'an ext, before its code');
    const code = this.view.getInt8(this.at);
    this.at += 1;
    const bytes = this.take(start, length, 'an ext');
    return bytes === null ? null : { kind: 'ext', code, bytes };
  }

  /** A declared length; negative: malformed. */
  private length(start: number, size: number, what: string): number {
    const { at, view } = this;
    if (at + size > this.bytes.length) {
      this.torn(start, `the length of ${what}`);
      return -1;
    }
    this.at = at + size;
    if (size === 1) return view.getUint8(at);
    return size === 2 ? view.getUint16(at) : view.getUint32(at);
  }

  private take(start: number, length: number, what: string): Uint8Array | null {
    if (length < 0) return null;
    const { at, bytes } = this;
    const there = bytes.length - at;
    if (length > there) return this.torn(start, `${what} of ${length} bytes, of which ${there} are there`);
    this.at = at + length;
    return new Uint8Array(this.buffer, this.offset + at, length);
  }

  /** What the caller has against the value just read. */
  refuse(kind: MalformedKind, text: string): null {
    this.error = { kind, at: this.at, text };
    return null;
  }

  private torn(at: number, where: string): null {
    const { length } = this.bytes;
    this.error = { kind: 'truncated', at, text: `the ${length} bytes end within or before ${where}` };
    return null;
  }
}
