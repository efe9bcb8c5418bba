import type { Cursor } from '../cursor.js';

/** Ends decoding at the one reserved opcode, which was just read. */
export function invalidOpcode(cursor: Cursor, opcode: number): null {
  const shown = `\\x${opcode.toString(16).padStart(2, '0')}`;
  return cursor.refuse(
    'DecodeError',
    `MessagePack data is malformed: invalid opcode '${shown}' (byte ${cursor.pos - 1})`,
  );
}

/** The kind that an opcode announces, as the decoder calls it where it expected a key or a tag. */
export function gotOf(opcode: number): string {
  if (opcode < 0x80 || opcode >= 0xe0) return 'int';
  if (opcode < 0x90) return 'object';
  if (opcode < 0xa0) return 'array';
  if (opcode < 0xc0) return 'str';
  return OTHERS[opcode - 0xc0] ?? 'unknown';
}

/** Of the opcodes from 0xc0 to 0xdf. */
const OTHERS = [
  'null unknown bool bool bytes bytes bytes ext ext ext float float',
  'int int int int int int int int ext ext ext ext ext str str str array array object object',
].flatMap((row) => row.split(' '));
