import type { Cursor } from '../cursor.js';
import { DEPTH_MAX } from '../limits.js';
import { invalidOpcode } from './opcode.js';

/**
 * Goes past one value of any kind; false when decoding has ended. Only the framing is read: no UTF-8, no range. It goes
 * by a count of what is left in each container, so that depth costs no stack.
 */
export function skip(cursor: Cursor): boolean {
  const left: number[] = [];
  let inside = 1;
  for (;;) {
    while (inside === 0) {
      const outer = left.pop();
      if (outer === undefined) return true;
      inside = outer;
    }
    inside--;
    const children = skipOne(cursor);
    if (children < 0) return false;
    if (children > 0) {
      if (cursor.level + left.length >= DEPTH_MAX) {
        cursor.ask(`nested more than ${DEPTH_MAX} deep: where the interpreter gives up depends on its build`);
        return false;
      }
      left.push(inside);
      inside = children;
    }
  }
}

/** Goes past a scalar, or a header; how many values it announces, -1 when decoding has ended. */
function skipOne(cursor: Cursor): number {
  const opcode = cursor.byte();
  if (opcode < 0x80 || opcode >= 0xe0) return opcode < 0 ? -1 : 0;
  if (opcode < 0x90) return (opcode & 0x0f) * 2;
  if (opcode < 0xa0) return opcode & 0x0f;
  if (opcode < 0xc0) return skipBytes(cursor, opcode & 0x1f);
  if (opcode === 0xc1) return invalidOpcode(cursor, opcode) ?? -1;
  if (opcode < 0xc4) return 0;
  if (opcode < 0xc7) return skipBytes(cursor, cursor.length(opcode - 0xc4));
  if (opcode < 0xca) return skipExt(cursor, cursor.length(opcode - 0xc7));
  if (opcode < 0xcc) return skipBytes(cursor, opcode === 0xca ? 4 : 8);
  if (opcode < 0xd4) return skipBytes(cursor, 1 << (opcode & 3));
  if (opcode < 0xd9) return skipExt(cursor, 1 << (opcode - 0xd4));
  if (opcode < 0xdc) return skipBytes(cursor, cursor.length(opcode - 0xd9));
  if (opcode < 0xde) return cursor.length(opcode - 0xdb);
  const entries = cursor.length(opcode - 0xdd);
  return entries < 0 ? -1 : entries * 2;
}

function skipExt(cursor: Cursor, size: number): number {
  return size < 0 ? -1 : skipBytes(cursor, size + 1);
}

function skipBytes(cursor: Cursor, size: number): number {
  if (size < 0 || !cursor.has(size)) return -1;
  cursor.pos += size;
  return 0;
}
