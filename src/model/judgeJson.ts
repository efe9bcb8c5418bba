import type { Json } from '../wire/index.js';
import { shownJson, type Judge } from './jsonJudge.js';
import { judgeArray } from './judgeArray.js';
import { judgeObject } from './judgeObject.js';
import { judgeFloat, judgeInt } from './judgeNumber.js';
import { judgeText } from './judgeText.js';
import type { Plan } from './plan.js';

/** Judges one value of a document; false when it breaks its type. */
export function judgeJson(judge: Judge, json: Json, plan: Plan): boolean {
  if (plan.raw) return true;
  if (!judgeKind(judge, json, plan)) return false;
  if (plan.custom === null || (json.kind === 'nil' && plan.nil)) return true;
  return judge.doubt(`only Python can make or check a ${plan.custom}`);
}

function judgeKind(judge: Judge, json: Json, plan: Plan): boolean {
  switch (json.kind) {
    case 'nil':
      return plan.any || plan.nil || judge.breaks(plan.want, 'null');
    case 'bool': {
      const name = json.value ? 'true' : 'false';
      return plan.any || plan.bool?.[name] === true || judge.breaks(plan.want, name);
    }
    case 'int':
      return judgeInt(judge, json.value, plan, shownJson(json));
    case 'float':
      return judgeFloat(judge, json.value, json.source, plan);
    case 'str':
      return judgeText(judge, json.value, plan);
    case 'array':
      return judgeArray(judge, json.items, plan);
    case 'object':
      return judgeObject(judge, json.entries, plan);
  }
}
