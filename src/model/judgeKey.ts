import { judgeFloat, judgeInt, judgeReal } from './judgeNumber.js';
import { judgeText, shownText } from './judgeText.js';
import type { Judge } from './jsonJudge.js';
import type { Plan } from './plan.js';

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^-?(?:nan|inf|infinity)$/i;

/** Judges the name of a dict's entry, which stands for a key of any type that can be read from text. */
export function judgeKey(judge: Judge, name: string, plan: Plan): boolean {
  if (plan.custom !== null) return judge.doubt(`only Python can make or check a ${plan.custom}`);
  if (plan.any || plan.text?.kind === 'str') return judgeText(judge, name, plan);
  const isNumeric =
    plan.int !== null || plan.intMembers !== null || plan.float !== null || plan.text?.kind === 'decimal';
  if (isNumeric && NUMBER.test(name)) return judgeNumberKey(judge, name, plan);
  if (isNumeric && NOT_FINITE.test(name)) {
    if (plan.float !== null) return judgeReal(judge, plan.float, notFinite(name), shownText(name), true);
    return plan.text?.kind === 'decimal' || judge.breaks(plan.want, shownText(name));
  }
  const isText = plan.text !== null && plan.text.kind !== 'decimal';
  const isBytes = plan.bytes !== null && plan.bytes.as !== 'bytearray';
  return isText || isBytes ? judgeText(judge, name, plan) : judge.breaks(plan.want, shownText(name));
}

function judgeNumberKey(judge: Judge, name: string, plan: Plan): boolean {
  return INTEGER.test(name)
    ? judgeInt(judge, BigInt(name), plan, shownText(name))
    : judgeFloat(judge, Number(name), name, plan);
}

function notFinite(name: string): number {
  if (/nan/i.test(name)) return NaN;
  return name.startsWith('-') ? -Infinity : Infinity;
}
