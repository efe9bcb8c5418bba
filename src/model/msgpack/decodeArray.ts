import { array, type WireValue } from '../../wire/index.js';
import { ANY } from '../any.js';
import { SetItems } from '../collected.js';
import type { Cursor } from '../cursor.js';
import { TUPLE_MAX } from '../identity.js';
import type { ArrayRule, Plan } from '../plan.js';
import { decodeArrayRecord, decodeArrayRecords, decodeNamedTuple } from './decodeArrayRecord.js';

/** Decodes an array of `size` items (-1: decoding has ended) after its header. */
export function decodeArray(cursor: Cursor, plan: Plan, size: number, isKey: boolean): WireValue | null {
  if (size < 0) return null;
  if (plan.any)
    return isKey ? decodeSequence(cursor, ANY, size, true) : decodeItems(cursor, ANY, size, false);
  if (plan.array === null) return cursor.wrong(plan.want, 'array');
  return decodeBy(cursor, plan.array, size, isKey);
}

function decodeBy(cursor: Cursor, rule: ArrayRule, size: number, isKey: boolean): WireValue | null {
  if ('min' in rule) {
    if (size < rule.min) return cursor.invalid(`Expected \`array\` of length >= ${rule.min}`);
    if (size > rule.max) return cursor.invalid(`Expected \`array\` of length <= ${rule.max}`);
  }
  switch (rule.kind) {
    case 'list':
      return decodeItems(cursor, rule.item, size, false);
    case 'sequence':
      return decodeSequence(cursor, rule.item, size, isKey);
    case 'set':
    case 'frozenset':
      return decodeSet(cursor, rule.item, size);
    case 'tuple':
      return decodeTuple(cursor, rule.items, size, isKey);
    case 'record':
      return rule.record.flavour === 'named-tuple'
        ? decodeNamedTuple(cursor, rule.record, size, isKey)
        : decodeArrayRecord(cursor, rule.record, size, isKey, false);
    case 'records':
      return decodeArrayRecords(cursor, rule, size, isKey);
  }
}

/** A tuple of any length; a long one is read as a list first, which forgets that it stands in a key. */
function decodeSequence(cursor: Cursor, item: Plan, size: number, isKey: boolean): WireValue | null {
  return decodeItems(cursor, item, size, isKey && size <= TUPLE_MAX);
}

function decodeItems(cursor: Cursor, item: Plan, size: number, isKey: boolean): WireValue | null {
  if (!cursor.enter()) return null;
  const { steps } = cursor;
  const at = cursor.level - 1;
  const items: WireValue[] = [];
  for (let i = 0; i < size; i++) {
    steps[at] = i;
    const value = cursor.decode(cursor, item, isKey);
    if (value === null) return null;
    items.push(value);
  }
  cursor.level = at;
  return array(items);
}

function decodeTuple(cursor: Cursor, plans: readonly Plan[], size: number, isKey: boolean): WireValue | null {
  if (size !== plans.length) {
    return cursor.invalid(`Expected \`array\` of length ${plans.length}, got ${size}`);
  }
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const items: WireValue[] = [];
  for (const [i, plan] of plans.entries()) {
    cursor.steps[at] = i;
    const value = cursor.decode(cursor, plan, isKey);
    if (value === null) return null;
    items.push(value);
  }
  cursor.level = at;
  return array(items);
}

function decodeSet(cursor: Cursor, item: Plan, size: number): WireValue | null {
  if (!cursor.enter()) return null;
  const at = cursor.level - 1;
  const set = new SetItems(item, true);
  for (let i = 0; i < size; i++) {
    cursor.steps[at] = i;
    const value = cursor.decode(cursor, item, true);
    if (value === null) return null;
    const added = set.add(cursor, value);
    // The text is Python's own and has changed.
    if (added === 'unhashable') return cursor.refuse('TypeError', null);
    if (added === 'ended') return null;
  }
  cursor.level = at;
  return set.finish(cursor);
}
