import type { WireValue } from '../../wire/index.js';
import { ANY } from '../any.js';
import { DictEntries } from '../collected.js';
import type { Cursor } from '../cursor.js';
import type { Plan, Range } from '../plan.js';
import { ELLIPSIS, KEY } from '../steps.js';
import { decodeMapRecord, decodeMapRecords } from './decodeMapRecord.js';
import { decodeKey } from './decodeText.js';
import { KEYS_ARE_TEXT, nextKey, passColon } from './scan.js';

/** Decodes an object, whose brace is next. How many entries a dict has is judged at its end. */
export function decodeObject(cursor: Cursor, plan: Plan): WireValue | null {
  const rule = plan.object;
  if (!plan.any && rule === null) return cursor.wrong(plan.want, 'object');
  cursor.pos++;
  if (plan.any || rule === null) return decodeDict(cursor, ANY, ANY, { min: 0, max: Infinity });
  if (rule.kind === 'record') return decodeMapRecord(cursor, rule.record, true);
  if (rule.kind === 'records') return decodeMapRecords(cursor, rule);
  return decodeDict(cursor, rule.key, rule.value, rule);
}

function decodeDict(cursor: Cursor, keyPlan: Plan, valuePlan: Plan, range: Range): WireValue | null {
  if (!cursor.enter()) return null;
  const { steps } = cursor;
  const at = cursor.level - 1;
  const dict = new DictEntries(keyPlan, false);
  for (let isFirst = true; ; isFirst = false) {
    const found = nextKey(cursor, isFirst, KEYS_ARE_TEXT);
    if (found === null) return null;
    if (found === 'end') break;
    steps[at] = KEY;
    const key = decodeKey(cursor, keyPlan);
    if (key === null || !passColon(cursor)) return null;
    steps[at] = ELLIPSIS;
    const value = cursor.decode(cursor, valuePlan, false);
    if (value === null) return null;
    const added = dict.add(cursor, key, value);
    // The text is Python's own and has changed.
    if (added === 'unhashable') return cursor.refuse('TypeError', null);
    if (added === 'ended') return null;
  }
  cursor.level = at;
  const size = dict.entries.length;
  if (size < range.min) return cursor.invalid(`Expected \`object\` of length >= ${range.min}`);
  if (size > range.max) return cursor.invalid(`Expected \`object\` of length <= ${range.max}`);
  return dict.finish();
}
