import { array, type WireValue } from '../../wire/index.js';
import { ANY } from '../any.js';
import { SetItems } from '../collected.js';
import type { Cursor } from '../cursor.js';
import type { ArrayRule, Plan, Range } from '../plan.js';
import { decodeArrayRecord, decodeArrayRecords, decodeNamedTuple } from './decodeArrayRecord.js';
import { nextItem } from './scan.js';

/** Decodes an array, whose bracket is next. How many items it has is judged at its end. */
export function decodeArray(cursor: Cursor, plan: Plan): WireValue | null {
  if (plan.any) {
    cursor.pos++;
    return decodeItems(cursor, ANY, UNBOUNDED);
  }
  if (plan.array === null) return cursor.wrong(plan.want, 'array');
  cursor.pos++;
  return decodeBy(cursor, plan.array);
}

const UNBOUNDED: Range = { min: 0, max: Infinity };

function decodeBy(cursor: Cursor, rule: ArrayRule): WireValue | null {
  switch (rule.kind) {
    case 'list':
    case 'sequence':
      return decodeItems(cursor, rule.item, rule);
    case 'set':
    case 'frozenset':
      return decodeSet(cursor, rule.item, rule);
    case 'tuple':
      return decodeTuple(cursor, rule.items);
    case 'record':
      return rule.record.flavour === 'named-tuple'
        ? decodeNamedTuple(cursor, rule.record)
        : decodeArrayRecord(cursor, rule.record);
    case 'records':
      return decodeArrayRecords(cursor, rule);
  }
}

/** Whether so many items are allowed; if not, decoding has ended. */
function fits(cursor: Cursor, size: number, range: Range): boolean {
  if (size < range.min) cursor.invalid(`Expected \`array\` of length >= ${range.min}`);
  else if (size > range.max) cursor.invalid(`Expected \`array\` of length <= ${range.max}`);
  else return true;
  return false;
}

function decodeItems(cursor: Cursor, item: Plan, range: Range): WireValue | null {
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const items: WireValue[] = [];
  for (;;) {
    const found = nextItem(cursor, items.length === 0);
    if (found === null) return null;
    if (found === 'end') break;
    cursor.steps[at] = items.length;
    const value = cursor.decode(cursor, item, false);
    if (value === null) return null;
    items.push(value);
  }
  cursor.level = at;
  return fits(cursor, items.length, range) ? array(items) : null;
}

/** What is counted is what is left of it: of equal items one. */
function decodeSet(cursor: Cursor, item: Plan, range: Range): WireValue | null {
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const set = new SetItems(item, false);
  for (let index = 0; ; index++) {
    const found = nextItem(cursor, index === 0);
    if (found === null) return null;
    if (found === 'end') break;
    cursor.steps[at] = index;
    const value = cursor.decode(cursor, item, false);
    if (value === null) return null;
    const added = set.add(cursor, value);
    // The text is Python's own and has changed.
    if (added === 'unhashable') return cursor.refuse('TypeError', null);
    if (added === 'ended') return null;
  }
  cursor.level = at;
  return fits(cursor, set.items.length, range) ? set.finish(cursor) : null;
}

function decodeTuple(cursor: Cursor, plans: readonly Plan[]): WireValue | null {
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const items: WireValue[] = [];
  for (;;) {
    const found = nextItem(cursor, items.length === 0);
    if (found === null) return null;
    const plan = plans[items.length];
    if ((found === 'end') !== (plan === undefined)) {
      cursor.level = at;
      return cursor.invalid(`Expected \`array\` of length ${plans.length}`);
    }
    if (plan === undefined) break;
    cursor.steps[at] = items.length;
    const value = cursor.decode(cursor, plan, false);
    if (value === null) return null;
    items.push(value);
  }
  cursor.level = at;
  return array(items);
}
