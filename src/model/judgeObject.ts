import type { JsonEntry } from '../wire/index.js';
import { ANY } from './any.js';
import type { Judge } from './jsonJudge.js';
import { judgeTag, recordOfTag } from './judgeTag.js';
import { judgeKey } from './judgeKey.js';
import type { ObjectRule, Plan, RecordPlan, RecordsRule } from './plan.js';
import { ELLIPSIS, KEY } from './steps.js';

type Entries = readonly JsonEntry[];

/** Judges the entries of an object. */
export function judgeObject(judge: Judge, entries: Entries, plan: Plan): boolean {
  if (plan.any) return judgeDict(judge, entries, ANY, ANY);
  const rule = plan.object;
  if (rule === null) return judge.breaks(plan.want, `object of ${entries.length}`);
  switch (rule.kind) {
    case 'record':
      return judgeRecord(judge, entries, rule.record);
    case 'records':
      return judgeRecords(judge, entries, rule);
    case 'dict':
      return judgeDict(judge, entries, rule.key, rule.value) && judgeSize(judge, entries, rule);
  }
}

function judgeDict(judge: Judge, entries: Entries, key: Plan, value: Plan): boolean {
  return entries.every(
    ([name, json]) => judge.within(KEY, () => judgeKey(judge, name, key)) && judge.at(ELLIPSIS, json, value),
  );
}

/** The size of a dict is counted after equal keys became one: equal names are, others may be. */
function judgeSize(judge: Judge, entries: Entries, rule: Extract<ObjectRule, { kind: 'dict' }>): boolean {
  const { min, max, key } = rule;
  const size = new Set(entries.map(([name]) => name)).size;
  const isText = key.any || key.text?.kind === 'str' || key.text?.kind === 'members';
  if (!isText && size > 1 && (min > 1 || size > max)) return judge.doubt('how many keys of a dict are equal');
  if (size < min) return judge.breaks(`${min} entries or more`, `object of ${size}`);
  return size <= max || judge.breaks(`${max} entries or fewer`, `object of ${size}`);
}

/** Each occurrence of a field is judged, then what is missing. */
function judgeRecord(judge: Judge, entries: Entries, record: RecordPlan): boolean {
  const seen = new Set<string>();
  const inside = entries.every(([name, json]) => {
    seen.add(name);
    const field = record.fields.find((one) => one.name === name);
    if (field !== undefined) return judge.at(field.step, json, field.plan);
    const { tag } = record;
    if (tag !== null && tag.field?.name === name) {
      return judge.within(`.${name}`, () => judgeTag(judge, json, tag));
    }
    return !record.refusesUnknown || judge.breaks('no other fields', `the field ${name}`);
  });
  if (!inside) return false;
  const missing = record.fields.find((field) => field.default === null && !seen.has(field.name));
  return missing === undefined || judge.breaks(`the field ${missing.name}`, 'it is missing');
}

function judgeRecords(judge: Judge, entries: Entries, rule: RecordsRule): boolean {
  const { tagField } = rule;
  const tag = entries.find(([name]) => name === tagField?.name);
  if (tagField === null || tag === undefined) {
    return judge.breaks(`the field ${tagField?.name ?? 'of the tag'}`, 'it is missing');
  }
  const record = judge.within(`.${tagField.name}`, () => recordOfTag(judge, tag[1], rule));
  return record !== null && judgeRecord(judge, entries, record);
}
