import { float64, int, nil, str, type WireValue } from '../wire/index.js';
import type { Cursor } from './cursor.js';
import { decimalOfFloat } from './decimalText.js';
import { floatFault, intFault, type FloatRule } from './numberRule.js';
import type { Members, Plan } from './plan.js';

/** A number where it is exact, else a bigint. */
export function narrow(value: bigint): number | bigint {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

/**
 * Decodes an integer that was read: as int, then as a listed value, then as float, then as decimal. `got` is what the
 * decoder calls it: the text of a key is a `str` to it.
 */
export function takeInt(
  cursor: Cursor,
  plan: Plan,
  value: number | bigint,
  got: 'int' | 'str',
): WireValue | null {
  if (plan.any || plan.int !== null) {
    const fault = plan.int === null ? null : intFault(plan.int, value);
    return fault === null ? writtenInt(value) : cursor.invalid(fault);
  }
  if (plan.intMembers !== null) return decodeMember(cursor, plan.intMembers, value, String(value));
  if (plan.float !== null) {
    const near = Number(value);
    return checked(cursor, plan.float, near, float64(near));
  }
  if (plan.text?.kind === 'decimal') return str(Buffer.from(String(value)));
  return cursor.wrong(plan.want, got);
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
    return cursor.unknown(`what else ${members.enumName ?? 'it'} takes is decided by its _missing_`, nil);
  return cursor.invalid(repr === null ? null : `Invalid enum value ${repr}`);
}

/** Decodes any other number that was read, of which `written` is what is written again. */
export function takeFloat(
  cursor: Cursor,
  plan: Plan,
  value: number,
  written: WireValue,
  got: 'float' | 'str',
): WireValue | null {
  if (plan.any) return written;
  if (plan.float !== null) return checked(cursor, plan.float, value, written);
  if (plan.text?.kind === 'decimal') return str(Buffer.from(decimalOfFloat(value)));
  return cursor.wrong(plan.want, got);
}

function checked(cursor: Cursor, rule: FloatRule, value: number, written: WireValue): WireValue | null {
  const fault = floatFault(rule, value);
  return fault === null ? written : cursor.invalid(fault);
}

const SMALL = Array.from({ length: 160 }, (_, index) => int(index - 32));

/** JSON holds integers that msgpack does not. */
function writtenInt(value: number | bigint): WireValue {
  if (typeof value === 'bigint') return { kind: 'int', value };
  return SMALL[value + 32] ?? int(value);
}
