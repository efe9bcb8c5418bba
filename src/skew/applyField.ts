import type { Default, Field, RecordType } from '../schema/index.js';
import type { PerKind, SkewOp, SkewOpKind } from './op.js';
import { changeField, changeRecord, fieldAt } from './recordAt.js';
import { fits, inserted, removed, reordered, unfit } from './unfit.js';
import type { Schema } from '../schema/index.js';

type FieldOpKind = Extract<
  SkewOpKind,
  | `field-${string}`
  | `fields-${string}`
  | `array-field${string}`
  | `made-${string}`
  | 'attribute-renamed'
  | 'default-changed'
>;

/** What each op on a field does to a schema. */
export const FIELD_OPS: Pick<PerKind<[schema: Schema], Schema>, FieldOpKind> = {
  'field-added': (op, schema) => {
    return changeRecord(op, schema, op.path.record, (record) =>
      withField(op, ofLayout(op, record, 'map'), op.index, op.field),
    );
  },
  'field-removed': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) => withoutField(op, ofLayout(op, record, 'map'))),
  'field-renamed': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) => renamed(op, record, op.to)),
  'attribute-renamed': (op, schema) =>
    changeField(op, schema, op.path, (field) => {
      fits(op, op.from, field.attribute);
      return { ...field, attribute: op.to };
    }),
  'made-required': (op, schema) => changeDefault(op, schema, op.from, null),
  'made-optional': (op, schema) => changeDefault(op, schema, null, op.to),
  'default-changed': (op, schema) => changeDefault(op, schema, op.from, op.to),
  'fields-reordered': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) => ({
      ...ofLayout(op, record, 'map'),
      fields: reordered(op, record.fields, op.order),
    })),
  'array-field-appended': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) =>
      withField(op, ofLayout(op, record, 'array'), record.fields.length, op.field),
    ),
  'array-field-inserted': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) => {
      if (op.index >= record.fields.length) unfit(op, 'a place in front of another field', String(op.index));
      return withField(op, ofLayout(op, record, 'array'), op.index, op.field);
    }),
  'array-field-dropped': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) => {
      const last = record.fields.at(-1)?.name;
      if (last !== op.path.field) unfit(op, 'the last field', `one in front of ${last ?? 'none'}`);
      return withoutField(op, ofLayout(op, record, 'array'));
    }),
  'array-field-removed': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) => {
      if (record.fields.at(-1)?.name === op.path.field)
        unfit(op, 'a field in front of another', 'the last one');
      return withoutField(op, ofLayout(op, record, 'array'));
    }),
  'array-fields-reordered': (op, schema) =>
    changeRecord(op, schema, op.path.record, (record) => ({
      ...ofLayout(op, record, 'array'),
      fields: reordered(op, record.fields, op.order),
    })),
};

function ofLayout(op: SkewOp, record: RecordType, layout: RecordType['layout']): RecordType {
  if (record.layout !== layout) unfit(op, `a record in ${layout} layout`, `one in ${record.layout} layout`);
  return record;
}

function withField(op: SkewOp, record: RecordType, index: number, field: Field): RecordType {
  if (record.fields.some(({ name }) => name === field.name)) {
    unfit(op, 'a record without a field of this name', `one that has ${JSON.stringify(field.name)}`);
  }
  const fields = inserted(op, record.fields, index, field);
  const { writeOrder } = record;
  return { ...record, fields, ...(writeOrder && { writeOrder: [...writeOrder, field.name] }) };
}

type Removal = SkewOp<'field-removed' | 'array-field-dropped' | 'array-field-removed'>;

function withoutField(op: Removal, record: RecordType): RecordType {
  const { index } = fieldAt(op, record, op.path.field);
  const fields = removed(op, record.fields, index, op.field);
  const { writeOrder } = record;
  return {
    ...record,
    fields,
    ...(writeOrder && { writeOrder: writeOrder.filter((name) => name !== op.path.field) }),
  };
}

function renamed(op: SkewOp<'field-renamed'>, record: RecordType, to: string): RecordType {
  const { field, index } = fieldAt(op, record, op.path.field);
  if (record.fields.some(({ name }) => name === to)) {
    unfit(op, 'a name that no field has', JSON.stringify(to));
  }
  const { writeOrder } = record;
  return {
    ...record,
    fields: record.fields.with(index, { ...field, name: to }),
    ...(writeOrder && { writeOrder: writeOrder.map((name) => (name === field.name ? to : name)) }),
  };
}

function changeDefault(
  op: SkewOp<'made-required' | 'made-optional' | 'default-changed'>,
  schema: Schema,
  from: Default | null,
  to: Default | null,
): Schema {
  return changeField(op, schema, op.path, (field) => {
    fits(op, from, field.default);
    return { ...field, default: to };
  });
}
