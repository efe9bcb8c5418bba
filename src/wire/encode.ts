import {
  ARRAY_FORMS,
  BIN_FORMS,
  EXT_FORMS,
  FIXEXT_OPCODES,
  INT_FORMS,
  MAP_FORMS,
  STR_FORMS,
  type LengthForm,
} from './forms.js';
import { Reader } from './reader.js';
import type { WireValue } from './value.js';
import { WireError } from './wireError.js';
import { Writer } from './writer.js';

const writer = new Writer();

/**
 * The bytes of a value: every header as its `header` asks (absent: the shortest), every length as `declared` claims,
 * raw bytes as they are. Any depth. The result is a fresh copy.
 *
 * @throws WireError `header` when a header cannot hold what it should, `out-of-range` for numbers beyond 64 bits
 */
export function encode(value: WireValue): Uint8Array {
  return write(value, keep);
}

/** The shortest bytes of a value, whatever its `header`s and `declared`s say; raw bytes stay as they are. */
export function encodeCanonical(value: WireValue): Uint8Array {
  return write(value, plain);
}

/**
 * The shortest bytes of the value that these bytes are; bytes that are no value as they are. The same as to decode them
 * and to encode that, for half the cost: reader and writer go in one order, so no tree is needed between them.
 */
export function canonicalBytes(bytes: Uint8Array): Uint8Array {
  const reader = new Reader(bytes, false);
  writer.clear();
  for (let left = 1; left > 0; left -= 1) {
    const value = reader.next();
    if (value === null) return bytes;
    if (value.kind === 'array') writeLength(value, ARRAY_FORMS, reader.within);
    else if (value.kind === 'map') writeLength(value, MAP_FORMS, reader.within / 2);
    else writeOne(value);
    left += reader.within;
  }
  return reader.at === bytes.length ? writer.take() : bytes;
}

/** The canonical bytes after each value within was replaced by what `change` makes of it, containers first. */
export function encodeAs(value: WireValue, change: (value: WireValue) => WireValue): Uint8Array {
  return write(value, (part) => plain(change(part)));
}

function write(root: WireValue, change: (value: WireValue) => WireValue): Uint8Array {
  writer.clear();
  // What is still to be written, the next one last: depth costs heap, never stack.
  const pending: WireValue[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const value = change(next);
    writeOne(value);
    if (value.kind === 'map') {
      const { entries } = value;
      for (let i = entries.length - 1; i >= 0; i -= 1) {
        const entry = entries[i];
        if (entry !== undefined) pending.push(entry[1], entry[0]);
      }
    } else if (value.kind === 'array') {
      const { items } = value;
      for (let i = items.length - 1; i >= 0; i -= 1) {
        const item = items[i];
        if (item !== undefined) pending.push(item);
      }
    }
  }
  return writer.take();
}

function keep(value: WireValue): WireValue {
  return value;
}

/** The same value without a word on how to write it. */
function plain(value: WireValue): WireValue {
  switch (value.kind) {
    case 'nil':
    case 'bool':
    case 'float':
    case 'raw':
      return value;
    case 'int':
      return value.header === undefined ? value : { kind: 'int', value: value.value };
    case 'str':
    case 'bin':
      return isPlain(value) ? value : { kind: value.kind, bytes: value.bytes };
    case 'array':
      return isPlain(value) ? value : { kind: 'array', items: value.items };
    case 'map':
      return isPlain(value) ? value : { kind: 'map', entries: value.entries };
    case 'ext':
      return isPlain(value) ? value : { kind: 'ext', code: value.code, bytes: value.bytes };
  }
}

function isPlain(value: Long): boolean {
  return value.header === undefined && value.declared === undefined;
}

/** A whole leaf, or the head of a container. */
function writeOne(value: WireValue): void {
  switch (value.kind) {
    case 'nil':
      return writer.byte(0xc0);
    case 'bool':
      return writer.byte(value.value ? 0xc3 : 0xc2);
    case 'int':
      return value.header === undefined ? writeInt(value.value) : writeIntAs(value);
    case 'float':
      return value.width === 32 ? writer.head(0xca, Number(value.bits), 4) : writer.head64(0xcb, value.bits);
    case 'str':
      writeLength(value, STR_FORMS, value.bytes.length);
      return writer.copy(value.bytes);
    case 'bin':
      writeLength(value, BIN_FORMS, value.bytes.length);
      return writer.copy(value.bytes);
    case 'array':
      return writeLength(value, ARRAY_FORMS, value.items.length);
    case 'map':
      return writeLength(value, MAP_FORMS, value.entries.length);
    case 'ext':
      writeExtHead(value);
      return writer.copy(value.bytes);
    case 'raw':
      return writer.copy(value.bytes);
  }
}

/** The shortest form: of two equally short ones, the unsigned. */
function writeInt(value: bigint): void {
  const number = Number(value);
  if (number >= 0) {
    if (number < 0x80) return writer.byte(number);
    if (number < 0x100) return writer.head(0xcc, number, 1);
    if (number < 0x1_0000) return writer.head(0xcd, number, 2);
    if (number < 0x1_0000_0000) return writer.head(0xce, number, 4);
    checkRange(value, BigInt.asUintN(64, value));
    return writer.head64(0xcf, value);
  }
  if (number >= -0x20) return writer.byte(0x100 + number);
  if (number >= -0x80) return writer.head(0xd0, number, 1);
  if (number >= -0x8000) return writer.head(0xd1, number, 2);
  if (number >= -0x8000_0000) return writer.head(0xd2, number, 4);
  checkRange(value, BigInt.asIntN(64, value));
  return writer.head64(0xd3, value);
}

function checkRange(value: bigint, written: bigint): void {
  if (value !== written) {
    throw new WireError('out-of-range', `encode: the int ${value} is not within -2^63 to 2^64-1`);
  }
}

function writeIntAs(value: WireValue & { kind: 'int' }): void {
  const form = INT_FORMS.find(({ name }) => name === value.header);
  if (form === undefined || value.value < form.min || value.value > form.max) {
    throw new WireError('header', `encode: the int ${value.value} does not fit the header ${value.header}`);
  }
  if (form.bytes === 8) writer.head64(form.opcode, value.value);
  else if (form.bytes === 0) writer.byte(Number(BigInt.asUintN(8, value.value)));
  else writer.head(form.opcode, Number(value.value), form.bytes);
}

type Long = Extract<WireValue, { readonly declared?: number }>;

function writeLength(value: Long, forms: readonly LengthForm<string>[], length: number): void {
  const said = value.declared ?? length;
  const { header } = value;
  for (const form of forms) {
    if (header === undefined ? said <= form.max : form.name === header) {
      if (said > form.max || said < 0 || !Number.isInteger(said)) break;
      if (form.lengthBytes === 0) writer.byte(form.opcode | said);
      else writer.head(form.opcode, said, form.lengthBytes);
      return;
    }
  }
  throw new WireError(
    'header',
    `encode: a ${value.kind} cannot say a length of ${said} in ${header === undefined ? 'any header' : `the header ${header}`}`,
  );
}

function writeExtHead(value: WireValue & { kind: 'ext' }): void {
  const said = value.declared ?? value.bytes.length;
  const fixed = FIXEXT_OPCODES.get(said);
  if (fixed !== undefined && (value.header === undefined || value.header === 'fixext')) writer.byte(fixed);
  else writeLength(value, EXT_FORMS, value.bytes.length);
  writer.byte(value.code);
}
