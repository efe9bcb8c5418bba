import { bitsOf, floatOf } from '../float.js';
import { PickleFrames } from './pickleFrames.js';
import { OP } from './opcodes.js';
import type { ClassName, Pickled, PickledEntry } from './pickled.js';

export interface PickleForm {
  /** The long form of every length and small number, and no frames: legal, and not what Python would write. */
  readonly wide?: boolean;
}

/** So many items are appended at once, as Python does. */
const BATCH = 1000;

/**
 * The bytes that Python's C pickler writes for this in protocol 4 without a memo (`Pickler.fast`): a host of marimo
 * writes the same with a memo, which changes nothing of what is read.
 */
export function writePickle(value: Pickled, { wide = false }: PickleForm = {}): Uint8Array {
  const out = new PickleFrames(!wide);
  // What is still to be written, last first: a value, or an opcode after its parts.
  const pending: (Pickled | number)[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'number') {
      out.byte(next);
    } else {
      out.boundary();
      write(next, out, pending, wide);
    }
  }
  out.byte(OP.stop);
  return out.bytes();
}

type Pending = (Pickled | number)[];

function write(value: Pickled, out: PickleFrames, pending: Pending, wide: boolean): void {
  switch (value.kind) {
    case 'nil':
      return out.byte(OP.none);
    case 'bool':
      return out.byte(value.value ? OP.newTrue : OP.newFalse);
    case 'int':
      return out.add(intBytes(value.value, wide));
    case 'float':
      return out.add(floatBytes(floatOf(value.width, value.bits), value.width === 64 ? value.bits : null));
    case 'str':
      return out.long(lengthHead(value.bytes.length, OP.shortBinUnicode, OP.binUnicode, wide), value.bytes);
    case 'bin':
      return out.long(lengthHead(value.bytes.length, OP.shortBinBytes, OP.binBytes, wide), value.bytes);
    case 'tuple':
      return writeTuple(value.items, pending, out, wide);
    case 'list':
      out.byte(OP.emptyList);
      return later(
        pending,
        batched(value.items, (item) => [item], OP.append, OP.appends),
      );
    case 'dict':
      out.byte(OP.emptyDict);
      return later(pending, entriesOf(value.entries));
    case 'call':
      return later(pending, [
        ...globalOf(value.of),
        OP.stackGlobal,
        { kind: 'tuple', items: value.args },
        OP.reduce,
      ]);
    case 'object':
      return later(pending, [
        ...globalOf(value.of),
        OP.stackGlobal,
        { kind: 'tuple', items: [] },
        OP.newObj,
        { kind: 'dict', entries: [...value.state] },
        OP.build,
      ]);
  }
}

/** To be written next, in this order. */
function later(pending: Pending, parts: readonly (Pickled | number)[]): void {
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at];
    if (part !== undefined) pending.push(part);
  }
}

function globalOf({ module, name }: ClassName): readonly Pickled[] {
  return [module, name].map((each) => ({ kind: 'str', bytes: Buffer.from(each) }));
}

const SHORT_TUPLES = [OP.emptyTuple, OP.tuple1, OP.tuple2, OP.tuple3] as const;

function writeTuple(items: readonly Pickled[], pending: Pending, out: PickleFrames, wide: boolean): void {
  const short = SHORT_TUPLES[items.length];
  if (short !== undefined && (!wide || items.length === 0)) return later(pending, [...items, short]);
  out.byte(OP.mark);
  later(pending, [...items, OP.tuple]);
}

function entriesOf(entries: readonly PickledEntry[]): readonly (Pickled | number)[] {
  return batched(entries, (entry) => entry, OP.setItem, OP.setItems);
}

function batched<T>(
  items: readonly T[],
  parts: (item: T) => readonly Pickled[],
  one: number,
  many: number,
): readonly (Pickled | number)[] {
  if (items.length === 1) return [...items.flatMap(parts), one];
  const written: (Pickled | number)[] = [];
  for (let at = 0; at < items.length; at += BATCH) {
    written.push(OP.mark);
    for (const item of items.slice(at, at + BATCH)) for (const part of parts(item)) written.push(part);
    written.push(many);
  }
  return written;
}

/** The opcode of text or bytes with their length. */
export function lengthHead(length: number, short: number, long: number, wide: boolean): Uint8Array {
  if (length < 0x100 && !wide) return Uint8Array.of(short, length);
  const head = Buffer.alloc(5);
  head[0] = long;
  head.writeUInt32LE(length, 1);
  return head;
}

function intBytes(value: bigint, wide: boolean): Uint8Array {
  if (BigInt.asIntN(32, value) !== value) return longBytes(value);
  const number = Number(value);
  if (!wide && number >= 0 && number <= 0xff) return Uint8Array.of(OP.binInt1, number);
  if (!wide && number >= 0 && number <= 0xffff) return Uint8Array.of(OP.binInt2, number & 0xff, number >> 8);
  const bytes = Buffer.alloc(5);
  bytes[0] = OP.binInt;
  bytes.writeInt32LE(number, 1);
  return bytes;
}

/** Two's complement, little end first, in as few bytes as hold it. */
function longBytes(value: bigint): Uint8Array {
  let length = 1;
  while (BigInt.asIntN(8 * length, value) !== value) length += 1;
  const bytes = new Uint8Array(2 + length);
  bytes[0] = OP.long1;
  bytes[1] = length;
  for (let at = 0; at < length; at += 1) bytes[2 + at] = Number((value >> BigInt(8 * at)) & 0xffn);
  return bytes;
}

function floatBytes(value: number, bits: bigint | null): Uint8Array {
  const bytes = Buffer.alloc(9);
  bytes[0] = OP.binFloat;
  bytes.writeBigUInt64BE(bits ?? bitsOf(64, value), 1);
  return bytes;
}
