import { recordOf, type RecordType, type Schema, type Type } from '../src/schema/index.js';
import { innerTypes } from './innerTypes.js';

/** The records that a decoder of this type may meet, by their names. */
export function reachable(schema: Schema, type: Type): Readonly<Record<string, RecordType>> {
  const found: Record<string, RecordType> = {};
  const visit = (one: Type): void => {
    const record = recordOf(schema, one);
    if (record === null) return innerTypes(one).forEach(visit);
    if (Object.hasOwn(found, record.name)) return;
    found[record.name] = record;
    for (const field of record.fields) visit(field.type);
  };
  visit(type);
  return found;
}
