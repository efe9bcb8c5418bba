import { Cursor } from './cursor.js';
import { decodeTextAs } from './decodeStr.js';
import { listed } from './judgeNumber.js';
import type { Judge } from './jsonJudge.js';
import type { BytesRule, Plan, TextRule } from './plan.js';
import { show, text as wireText, type WireValue } from '../wire/index.js';

/** Judges a string: as str, as one of the types that are written as text, or as base64 of bytes. */
export function judgeText(judge: Judge, text: string, plan: Plan): boolean {
  if (plan.any) return true;
  if (plan.text !== null) return judgeByRule(judge, text, plan.text);
  if (plan.bytes !== null) return judgeBase64(judge, text, plan.bytes);
  return judge.breaks(plan.want, shownText(text));
}

const NONE = new Uint8Array();

function judgeByRule(judge: Judge, text: string, rule: TextRule): boolean {
  if (rule.kind === 'str' && rule.pattern === null && rule.min === 0 && rule.max === Infinity) return true;
  const scratch = new Cursor(NONE, never);
  if (decodeTextAs(scratch, rule, Buffer.from(text)) !== null) return true;
  const end = scratch.failure;
  if (end?.kind === 'ask') return judge.doubt(end.because);
  const expected = rule.kind === 'members' ? listed(rule.values.keys()) : (end?.error.message ?? rule.kind);
  return judge.breaks(expected, shownText(text));
}

/** A text holds no values. */
function never(): null {
  return null;
}

const BASE64 = /^[A-Za-z0-9+/]*$/;

function judgeBase64(judge: Judge, text: string, rule: BytesRule): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const isBase64 = text.length % 4 === 0 && BASE64.test(text.slice(0, text.length - padding));
  if (!isBase64) return judge.breaks('bytes as base64', shownText(text));
  const size = (text.length / 4) * 3 - padding;
  return (
    (size >= rule.min && size <= rule.max) ||
    judge.breaks(`${rule.min} to ${rule.max} bytes`, `${size} bytes`)
  );
}

/** A text for people, cut when long. */
export function shownText(value: string): string {
  const wire: WireValue = wireText(value);
  return `str ${show(wire, 60)}`;
}
