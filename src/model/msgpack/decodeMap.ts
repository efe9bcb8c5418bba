import type { WireValue } from '../../wire/index.js';
import { ANY } from '../any.js';
import { DictEntries } from '../collected.js';
import type { Cursor } from '../cursor.js';
import type { Plan } from '../plan.js';
import { ELLIPSIS, KEY } from '../steps.js';
import { decodeMapRecord, decodeMapRecords } from './decodeMapRecord.js';

/** Decodes a map of `size` entries (-1: decoding has ended) after its header. */
export function decodeMap(cursor: Cursor, plan: Plan, size: number, isKey: boolean): WireValue | null {
  if (size < 0) return null;
  if (plan.any) return decodeDict(cursor, ANY, ANY, size);
  const rule = plan.object;
  if (rule === null) return cursor.wrong(plan.want, 'object');
  if (rule.kind === 'record') return decodeMapRecord(cursor, rule.record, size, isKey);
  if (rule.kind === 'records') return decodeMapRecords(cursor, rule, size, isKey);
  if (size < rule.min) return cursor.invalid(`Expected \`object\` of length >= ${rule.min}`);
  if (size > rule.max) return cursor.invalid(`Expected \`object\` of length <= ${rule.max}`);
  return decodeDict(cursor, rule.key, rule.value, size);
}

function decodeDict(cursor: Cursor, keyPlan: Plan, valuePlan: Plan, size: number): WireValue | null {
  if (!cursor.enter()) return null;
  const { steps } = cursor;
  const at = cursor.level - 1;
  const dict = new DictEntries(keyPlan, true);
  for (let i = 0; i < size; i++) {
    steps[at] = KEY;
    const key = cursor.decode(cursor, keyPlan, true);
    if (key === null) return null;
    steps[at] = ELLIPSIS;
    const value = cursor.decode(cursor, valuePlan, false);
    if (value === null) return null;
    const added = dict.add(cursor, key, value);
    if (added === 'unhashable') return unhashable(cursor);
    if (added === 'ended') return null;
  }
  cursor.level = at;
  return dict.finish();
}

function unhashable(cursor: Cursor): null {
  if (cursor.quirks.has('unhashable-map-key-type-error')) return cursor.refuse('TypeError', null);
  const message = `MessagePack data is malformed: map keys must be hashable (byte ${cursor.pos})`;
  return cursor.refuse('DecodeError', message);
}
