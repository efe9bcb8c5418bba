import type { Json } from '../wire/index.js';
import { byteText } from './byteText.js';
import { shownJson, type Judge } from './jsonJudge.js';
import { listed } from './judgeNumber.js';
import type { RecordPlan, RecordsRule, TagPlan } from './plan.js';

/** Judges the tag of the one record that may stand here. */
export function judgeTag(judge: Judge, json: Json, tag: TagPlan): boolean {
  return keyIn(json) === tag.key || judge.breaks(`the tag ${String(tag.key)}`, shownJson(json));
}

/** The record that a tag stands for; null when it is none, which breaks the type. */
export function recordOfTag(judge: Judge, json: Json, rule: RecordsRule): RecordPlan | null {
  const key = keyIn(json);
  const record = key === null ? undefined : rule.byTag.get(key);
  if (record === undefined) judge.breaks(`a tag, ${listed(rule.byTag.keys())}`, shownJson(json));
  return record ?? null;
}

function keyIn(json: Json): string | number | bigint | null {
  if (json.kind === 'str') return byteText(Buffer.from(json.value));
  if (json.kind !== 'int') return null;
  const near = Number(json.value);
  return Number.isSafeInteger(near) ? near : json.value;
}
