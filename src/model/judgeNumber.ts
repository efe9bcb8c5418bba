import { readDecimal } from './decimalText.js';
import type { Judge } from './jsonJudge.js';
import { floatFault, intFault, type FloatRule } from './numberRule.js';
import type { Plan } from './plan.js';

/** How many characters an integer may have that Python reads from text. */
const INT_TEXT_MAX = 4300;

/** Judges a number without fraction and exponent: as int, then as a listed value, then as float, then as decimal. */
export function judgeInt(judge: Judge, value: bigint, plan: Plan, shown: string): boolean {
  if (plan.any || plan.int !== null) {
    if (String(value).length > INT_TEXT_MAX)
      return judge.breaks(`an int of ${INT_TEXT_MAX} digits at most`, shown);
    const fault = plan.int === null ? null : intFault(plan.int, value);
    return fault === null || judge.breaks(fault, shown);
  }
  const isWide = BigInt.asIntN(64, value) !== value && BigInt.asUintN(64, value) !== value;
  if (!isWide && plan.intMembers !== null) {
    if (plan.intMembers.values.has(narrow(value))) return true;
    return plan.intMembers.open
      ? judge.doubt(`what else ${plan.intMembers.enumName ?? 'it'} takes is decided by its _missing_`)
      : judge.breaks(listed(plan.intMembers.values.keys()), shown);
  }
  if (plan.float !== null) return judgeReal(judge, plan.float, Number(value), shown);
  return plan.text?.kind === 'decimal' || judge.breaks(plan.want, shown);
}

/** Judges any other number; `source` is its text. */
export function judgeFloat(judge: Judge, value: number, source: string, plan: Plan): boolean {
  const shown = `float ${source.slice(0, 40)}`;
  if (plan.any || plan.float !== null) return judgeReal(judge, plan.float, value, shown);
  if (plan.text?.kind !== 'decimal') return judge.breaks(plan.want, shown);
  return readDecimal(source) === 'ask' ? judge.doubt('a decimal that only Python can read') : true;
}

/** Judges a double; only the name of an entry can say that a number is not finite. */
export function judgeReal(
  judge: Judge,
  rule: FloatRule | null,
  value: number,
  shown: string,
  mayBeInfinite = false,
): boolean {
  const isHeld = mayBeInfinite || Number.isFinite(value);
  if (!isHeld) return judge.breaks('a number that a double can hold', shown);
  const fault = rule === null ? null : floatFault(rule, value);
  return fault === null || judge.breaks(fault, shown);
}

function narrow(value: bigint): number | bigint {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

/** Listed values for people. */
export function listed(keys: Iterable<string | number | bigint>): string {
  const all = [...keys].map(String);
  const shown = all.slice(0, 12).join(', ');
  return all.length > 12 ? `one of ${all.length}: ${shown}, ...` : `one of ${shown}`;
}
