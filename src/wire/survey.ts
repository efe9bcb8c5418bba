import { isUtf8 } from 'node:buffer';

/** What can be said of bytes without making values of them. */
export interface Survey {
  /** Exactly one well-formed value and nothing else. */
  readonly whole: boolean;
  /** The most containers open at once: 0 for a leaf, 1 for `[]`; of malformed bytes, before the break. */
  readonly depth: number;
  /** Whether some str holds bytes that are no UTF-8; of malformed bytes, before the break. */
  readonly illFormedText: boolean;
}

/** Bytes that follow an opcode from 0xc0 to 0xdf at once; NaN: the opcode is reserved. */
// prettier-ignore
const FOLLOW: readonly number[] = [
  0, Number.NaN, 0, 0, 1, 2, 4, 2, 3, 5, 4, 8, 1, 2, 4, 8, // c0
  1, 2, 4, 8, 2, 3, 5, 9, 17, 1, 2, 4, 2, 4, 2, 4, // d0
];

/** Looks over bytes once, in the order of the wire; any depth, at less than half the cost of `decode`. */
export function survey(bytes: Uint8Array): Survey {
  const open: number[] = [];
  let [at, depth, left] = [0, 0, 1];
  let illFormedText = false;
  const done = (whole: boolean): Survey => ({ whole, depth, illFormedText });
  while (left > 0) {
    const opcode = bytes[at];
    if (opcode === undefined) return done(false);
    const start = at + 1 + follow(opcode);
    if (!(start <= bytes.length)) return done(false);
    const size = sizeAt(bytes, at, opcode);
    left -= 1;
    at = start;
    if (isContainer(opcode)) {
      depth = Math.max(depth, open.length + 1);
      if (size > 0) {
        open.push(left);
        left = size;
      }
    } else if (size > 0) {
      at += size;
      if (at > bytes.length) return done(false);
      if (!illFormedText && isStr(opcode)) illFormedText = !wellFormed(bytes, start, at);
    }
    while (left === 0 && open.length > 0) left = open.pop() ?? 0;
  }
  return done(at === bytes.length);
}

function follow(opcode: number): number {
  return opcode < 0xc0 || opcode > 0xdf ? 0 : (FOLLOW[opcode - 0xc0] ?? 0);
}

function isStr(opcode: number): boolean {
  return (opcode >= 0xa0 && opcode < 0xc0) || (opcode >= 0xd9 && opcode <= 0xdb);
}

function isContainer(opcode: number): boolean {
  return (opcode >= 0x80 && opcode < 0xa0) || (opcode >= 0xdc && opcode <= 0xdf);
}

/** How many bytes, or values of a container, come after the head. */
function sizeAt(bytes: Uint8Array, at: number, opcode: number): number {
  if (opcode < 0x80 || opcode >= 0xe0) return 0;
  if (opcode < 0x90) return (opcode & 0x0f) * 2;
  if (opcode < 0xa0) return opcode & 0x0f;
  if (opcode < 0xc0) return opcode & 0x1f;
  if (opcode >= 0xc4 && opcode <= 0xc6) return lengthAt(bytes, at + 1, 1 << (opcode - 0xc4));
  if (opcode >= 0xc7 && opcode <= 0xc9) return lengthAt(bytes, at + 1, 1 << (opcode - 0xc7));
  if (opcode >= 0xd9 && opcode <= 0xdb) return lengthAt(bytes, at + 1, 1 << (opcode - 0xd9));
  if (opcode >= 0xde) return lengthAt(bytes, at + 1, 2 << (opcode - 0xde)) * 2;
  return opcode >= 0xdc ? lengthAt(bytes, at + 1, 2 << (opcode - 0xdc)) : 0;
}

function lengthAt(bytes: Uint8Array, at: number, size: number): number {
  let length = 0;
  for (let i = at; i < at + size; i += 1) length = length * 256 + (bytes[i] ?? 0);
  return length;
}

/** For a short text the call costs more than the looking. */
const SHORT = 48;

function wellFormed(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from <= SHORT) {
    let i = from;
    while (i < to && (bytes[i] ?? 0) < 0x80) i += 1;
    if (i === to) return true;
  }
  return isUtf8(bytes.subarray(from, to));
}
