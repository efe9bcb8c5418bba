import type { Field, RecordType, Schema } from '../schema/index.js';
import type { SkewOp } from './op.js';
import type { FieldPath } from './path.js';
import { unfit } from './unfit.js';

/** The record that an op is about. */
export function recordAt(op: SkewOp, schema: Schema, name: string): RecordType {
  const record = Object.hasOwn(schema.types, name) ? schema.types[name] : undefined;
  return record ?? unfit(op, `a record ${JSON.stringify(name)}`, 'a schema without it');
}

/** The schema with this record instead of the one of the same name. */
export function withRecord(schema: Schema, record: RecordType): Schema {
  return { ...schema, types: { ...schema.types, [record.name]: record } };
}

/** The schema with one record changed. */
export function changeRecord(
  op: SkewOp,
  schema: Schema,
  name: string,
  change: (record: RecordType) => RecordType,
): Schema {
  return withRecord(schema, change(recordAt(op, schema, name)));
}

/** The field that an op is about, and its place. */
export function fieldAt(
  op: SkewOp,
  record: RecordType,
  name: string,
): { readonly field: Field; readonly index: number } {
  const index = record.fields.findIndex((candidate) => candidate.name === name);
  const field = record.fields[index];
  return field === undefined
    ? unfit(op, `a field ${JSON.stringify(name)} of ${record.name}`, 'a record without it')
    : { field, index };
}

/** The schema with one field changed. */
export function changeField(
  op: SkewOp,
  schema: Schema,
  path: FieldPath,
  change: (field: Field) => Field,
): Schema {
  return changeRecord(op, schema, path.record, (record) => {
    const { field, index } = fieldAt(op, record, path.field);
    return { ...record, fields: record.fields.with(index, change(field)) };
  });
}
