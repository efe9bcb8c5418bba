import { floatBits, type WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import { narrow, takeFloat } from '../decodeNumber.js';
import type { Plan } from '../plan.js';

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

/** Decodes a float; what is written again has 64 bits, and the payload of a NaN is kept. */
export function decodeFloat(cursor: Cursor, plan: Plan, width: 32 | 64): WireValue | null {
  if (!cursor.has(width >> 3)) return null;
  const at = cursor.pos;
  cursor.pos += width >> 3;
  const { view } = cursor;
  const value = width === 32 ? view.getFloat32(at) : view.getFloat64(at);
  const bits = width === 32 ? widened(view, at, value) : view.getBigUint64(at);
  return takeFloat(cursor, plan, value, floatBits(64, bits), 'float');
}

const scratch = new DataView(new ArrayBuffer(8));

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
