import { array, type WireValue } from '../wire/index.js';
import type { Cursor } from './cursor.js';
import { fillDefaults, ranPostInit, type Filled } from './defaults.js';
import type { RecordPlan } from './plan.js';

/** How many fields at the end may be left out. */
export function trailingDefaults(record: RecordPlan): number {
  const required = record.fields.findLastIndex((field) => field.default === null);
  return record.fields.length - 1 - required;
}

/** A record in array layout of which all items were read. The cursor stands at the path of the record. */
export function finishArrayRecord(cursor: Cursor, record: RecordPlan, values: Filled[]): WireValue | null {
  if (!fillDefaults(cursor, record, values) || !ranPostInit(cursor, record)) return null;
  const items = values.filter((value) => value !== undefined);
  return array(record.tag === null ? items : [record.tag.written.value, ...items]);
}
