import type { Json } from '../wire/index.js';
import { ANY } from './any.js';
import type { Judge } from './jsonJudge.js';
import { judgeTag, recordOfTag } from './judgeTag.js';
import type { ArrayRule, Plan, Range, RecordPlan } from './plan.js';

/** Judges the items of an array. */
export function judgeArray(judge: Judge, items: readonly Json[], plan: Plan): boolean {
  if (plan.any) return judgeItems(judge, items, ANY);
  if (plan.array === null) return judge.breaks(plan.want, `array of ${items.length}`);
  return judgeBy(judge, items, plan.array);
}

function judgeBy(judge: Judge, items: readonly Json[], rule: ArrayRule): boolean {
  switch (rule.kind) {
    case 'list':
    case 'sequence':
      return judgeItems(judge, items, rule.item) && judgeLength(judge, items.length, rule);
    case 'set':
    case 'frozenset':
      return judgeSet(judge, items, rule.item, rule);
    case 'tuple':
      return judgeTuple(judge, items, rule.items);
    case 'record':
      return rule.record.flavour === 'named-tuple'
        ? judgeNamedTuple(judge, items, rule.record)
        : judgeArrayRecord(judge, items, rule.record);
    case 'records': {
      const [tag] = items;
      if (tag === undefined) return judge.breaks('a tag as the first item', 'array of 0');
      const record = judge.within(0, () => recordOfTag(judge, tag, rule));
      return record !== null && judgeArrayRecord(judge, items, record);
    }
  }
}

function judgeItems(judge: Judge, items: readonly Json[], item: Plan): boolean {
  return items.every((json, index) => judge.at(index, json, item));
}

function judgeLength(judge: Judge, length: number, { min, max }: Range): boolean {
  if (length < min) return judge.breaks(`${min} items or more`, `array of ${length}`);
  return length <= max || judge.breaks(`${max} items or fewer`, `array of ${length}`);
}

/** The length of a set is counted after equal items became one. */
function judgeSet(judge: Judge, items: readonly Json[], item: Plan, range: Range): boolean {
  if (!judgeItems(judge, items, item)) return false;
  if (items.some((json) => json.kind === 'array' || json.kind === 'object' || isSignalingNan(json, item))) {
    return judge.doubt('whether the items of a set can be hashed');
  }
  if (items.length < range.min) return judgeLength(judge, items.length, range);
  const isSure = items.length <= 1 || (range.min <= 1 && items.length <= range.max);
  return isSure ? judgeLength(judge, items.length, range) : judge.doubt('how many items of a set are equal');
}

function isSignalingNan(json: Json, { text }: Plan): boolean {
  return text?.kind === 'decimal' && json.kind === 'str' && /snan/i.test(json.value);
}

/** What is there is judged before it is known to be too short or too long, here and below. */
function judgeTuple(judge: Judge, items: readonly Json[], plans: readonly Plan[]): boolean {
  if (!judgeFirst(judge, items, plans)) return false;
  return (
    items.length === plans.length || judge.breaks(`array of ${plans.length}`, `array of ${items.length}`)
  );
}

function judgeNamedTuple(judge: Judge, items: readonly Json[], { fields }: RecordPlan): boolean {
  const plans = fields.map((field) => field.plan);
  if (!judgeFirst(judge, items, plans)) return false;
  const least = leastOf(fields);
  if (items.length >= least && items.length <= fields.length) return true;
  return judge.breaks(`array of ${least} to ${fields.length}`, `array of ${items.length}`);
}

function judgeArrayRecord(judge: Judge, items: readonly Json[], record: RecordPlan): boolean {
  const { fields, tag } = record;
  const tags = tag === null ? 0 : 1;
  const plans = [...(tag === null ? [] : [ANY]), ...fields.map((field) => field.plan)];
  const [first] = items;
  const told = `array of ${items.length}`;
  if (tag !== null && first === undefined) return judge.breaks('a tag as the first item', told);
  if (tag !== null && first !== undefined && !judge.within(0, () => judgeTag(judge, first, tag)))
    return false;
  if (!judgeFirst(judge, items, plans)) return false;
  const [least, most] = [tags + leastOf(fields), plans.length];
  if (items.length < least) return judge.breaks(`array of ${least} or more`, told);
  const isTooLong = record.refusesUnknown && items.length > most;
  return !isTooLong || judge.breaks(`array of ${most} at most`, told);
}

function judgeFirst(judge: Judge, items: readonly Json[], plans: readonly Plan[]): boolean {
  return plans.every((plan, index) => {
    const json = items[index];
    return json === undefined || judge.at(index, json, plan);
  });
}

function leastOf(fields: RecordPlan['fields']): number {
  return fields.findLastIndex((field) => field.default === null) + 1;
}
