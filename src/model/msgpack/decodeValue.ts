import { bool, nil, type WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import { decodeArray } from './decodeArray.js';
import { decodeBin, decodeExt } from './decodeBin.js';
import { decodeMap } from './decodeMap.js';
import { decodeFloat, readInt } from './decodeNumber.js';
import { decodeRaw } from './decodeRaw.js';
import { decodeStr } from './decodeStr.js';
import { invalidOpcode } from './opcode.js';
import { takeInt } from '../decodeNumber.js';
import type { Plan } from '../plan.js';

/**
 * Decodes the next value: its header first, then what the header announces, then whether the plan takes it. Arrays and
 * maps are judged at their header, before anything in them is read.
 */
export function decodeValue(cursor: Cursor, plan: Plan, isKey: boolean): WireValue | null {
  if (plan.raw) return decodeRaw(cursor);
  const value = decodeNext(cursor, plan, isKey);
  if (value === null || plan.custom === null || (value.kind === 'nil' && plan.nil)) return value;
  return cursor.unknown(`only Python can make or check a ${plan.custom}`, value);
}

/** Ends decoding when more follows after the value; false then. */
export function endsThere(cursor: Cursor): boolean {
  if (cursor.pos >= cursor.end) return true;
  const message = `MessagePack data is malformed: trailing characters (byte ${cursor.pos})`;
  return cursor.refuse('DecodeError', message) !== null;
}

function decodeNext(cursor: Cursor, plan: Plan, isKey: boolean): WireValue | null {
  const opcode = cursor.byte();
  if (opcode < 0) return null;
  if (opcode < 0x80) return takeInt(cursor, plan, opcode, 'int');
  if (opcode < 0x90) return decodeMap(cursor, plan, opcode & 0x0f, isKey);
  if (opcode < 0xa0) return decodeArray(cursor, plan, opcode & 0x0f, isKey);
  if (opcode < 0xc0) return decodeStr(cursor, plan, opcode & 0x1f);
  if (opcode < 0xc4) return decodeConstant(cursor, plan, opcode);
  if (opcode < 0xc7) return decodeBin(cursor, plan, cursor.length(opcode - 0xc4));
  if (opcode < 0xca) return decodeExt(cursor, plan, cursor.length(opcode - 0xc7));
  if (opcode < 0xcc) return decodeFloat(cursor, plan, opcode === 0xca ? 32 : 64);
  if (opcode < 0xd4) {
    const value = readInt(cursor, opcode);
    return value === null ? null : takeInt(cursor, plan, value, 'int');
  }
  if (opcode < 0xd9) return decodeExt(cursor, plan, 1 << (opcode - 0xd4));
  if (opcode < 0xdc) return decodeStr(cursor, plan, cursor.length(opcode - 0xd9));
  if (opcode < 0xde) return decodeArray(cursor, plan, cursor.length(opcode - 0xdb), isKey);
  if (opcode < 0xe0) return decodeMap(cursor, plan, cursor.length(opcode - 0xdd), isKey);
  return takeInt(cursor, plan, opcode - 0x100, 'int');
}

function decodeConstant(cursor: Cursor, plan: Plan, opcode: number): WireValue | null {
  if (opcode === 0xc1) return invalidOpcode(cursor, opcode);
  if (opcode === 0xc0) return plan.any || plan.nil ? nil : cursor.wrong(plan.want, 'None');
  const value = opcode === 0xc3;
  if (plan.any || plan.bool?.[value ? 'true' : 'false'] === true) return bool(value);
  if (plan.bool === null) return cursor.wrong(plan.want, 'bool');
  return cursor.invalid(`Invalid enum value ${value ? 'True' : 'False'}`);
}
