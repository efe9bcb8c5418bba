import { floatBits, int, str, type WireValue } from '../wire/index.js';
import type { Cursor } from './cursor.js';
import { decimalOfFloat } from './decimalText.js';
import { floatFault, intFault, type FloatRule } from './numberRule.js';
import type { Members, Plan } from './plan.js';

/** Reads what follows the opcode of a wide integer (0xcc to 0xd3); a bigint where a number is not exact. */
export function readInt(cursor: Cursor, opcode: number): number | bigint | null {
  const power = opcode & 3;
  if (!cursor.has(1 << power)) return null;
  const at = cursor.pos;
  cursor.pos += 1 << power;
  const { view } = cursor;
  switch (opcode) {
    case 0xcc:
      return view.getUint8(at);
    case 0xcd:
      return view.getUint16(at);
    case 0xce:
      return view.getUint32(at);
    case 0xd0:
      return view.getInt8(at);
    case 0xd1:
      return view.getInt16(at);
    case 0xd2:
      return view.getInt32(at);
    default:
      return narrow(opcode === 0xcf ? view.getBigUint64(at) : view.getBigInt64(at));
  }
}

function narrow(value: bigint): number | bigint {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

/** Decodes an integer that was read: as int, then as a listed value, then as float, then as decimal. */
export function decodeInt(cursor: Cursor, plan: Plan, value: number | bigint): WireValue | null {
  if (plan.any || plan.int !== null) {
    const fault = plan.int === null ? null : intFault(plan.int, value);
    return fault === null ? writtenInt(value) : cursor.invalid(fault);
  }
  if (plan.intMembers !== null) return decodeMember(cursor, plan.intMembers, value, String(value));
  if (plan.float !== null) {
    const near = Number(value);
    return checked(cursor, plan.float, near, writtenFloat(near));
  }
  if (plan.text?.kind === 'decimal') return str(Buffer.from(String(value)));
  return cursor.wrong(plan.want, 'int');
}

/** Looks a value up; `repr` is how Python shows it, null where only Python can tell. */
export function decodeMember(
  cursor: Cursor,
  members: Members,
  key: string | number | bigint,
  repr: string | null,
): WireValue | null {
  const found = members.values.get(key);
  if (found !== undefined) return found;
  if (members.open)
    return cursor.ask(`what else ${members.enumName ?? 'it'} takes is decided by its _missing_`);
  return cursor.invalid(repr === null ? null : `Invalid enum value ${repr}`);
}

/** Decodes a float; what is written again has 64 bits, and the payload of a NaN is kept. */
export function decodeFloat(cursor: Cursor, plan: Plan, width: 32 | 64): WireValue | null {
  if (!cursor.has(width >> 3)) return null;
  const at = cursor.pos;
  cursor.pos += width >> 3;
  const value = width === 32 ? cursor.view.getFloat32(at) : cursor.view.getFloat64(at);
  if (plan.any || plan.float !== null) {
    const bits = width === 32 ? widened(cursor.view, at, value) : cursor.view.getBigUint64(at);
    const written = floatBits(64, bits);
    return plan.float === null ? written : checked(cursor, plan.float, value, written);
  }
  if (plan.text?.kind === 'decimal') return str(Buffer.from(decimalOfFloat(value)));
  return cursor.wrong(plan.want, 'float');
}

function checked(cursor: Cursor, rule: FloatRule, value: number, written: WireValue): WireValue | null {
  const fault = floatFault(rule, value);
  return fault === null ? written : cursor.invalid(fault);
}

const SMALL = Array.from({ length: 160 }, (_, index) => int(index - 32));

function writtenInt(value: number | bigint): WireValue {
  if (typeof value === 'bigint') return int(value);
  return SMALL[value + 32] ?? int(value);
}

const scratch = new DataView(new ArrayBuffer(8));

function writtenFloat(value: number): WireValue {
  scratch.setFloat64(0, value);
  return floatBits(64, scratch.getBigUint64(0));
}

/** A 32-bit float as 64 bits. A NaN keeps sign and payload, and is quiet afterwards, as the processor makes it. */
function widened(view: DataView, at: number, value: number): bigint {
  if (Number.isNaN(value)) {
    const bits = view.getUint32(at);
    const sign = BigInt(bits >>> 31) << 63n;
    return sign | (0x7ff8n << 48n) | (BigInt(bits & 0x7fffff) << 29n);
  }
  scratch.setFloat64(0, value);
  return scratch.getBigUint64(0);
}
