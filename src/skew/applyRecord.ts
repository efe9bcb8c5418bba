import type { RecordType, Schema, Tag } from '../schema/index.js';
import { mapSchemaReferences } from './mapTypes.js';
import type { PerKind, SkewOp, SkewOpKind } from './op.js';
import { changeRecord, recordAt, withRecord } from './recordAt.js';
import { fits, unfit } from './unfit.js';

type RecordOpKind = Extract<
  SkewOpKind,
  | `record-${string}`
  | `tag-${string}`
  | `unknown-fields-${string}`
  | 'layout-changed'
  | 'flavour-changed'
  | 'omit-defaults-changed'
  | 'hashable-changed'
  | 'post-init-changed'
  | 'write-order-changed'
>;

/** What each op on a record does to a schema. */
export const RECORD_OPS: Pick<PerKind<[schema: Schema], Schema>, RecordOpKind> = {
  'record-added': (op, schema) => {
    isFree(op, schema, op.path.record);
    fits(op, op.path.record, op.record.name);
    return withRecord(schema, op.record);
  },
  'record-removed': (op, schema) => withoutRecord(schema, recordAt(op, schema, op.path.record).name),
  'record-renamed': (op, schema) => {
    isFree(op, schema, op.to);
    const { record: name } = op.path;
    recordAt(op, schema, name);
    const moved = mapSchemaReferences(schema, (ref) => (ref === name ? op.to : ref));
    return withRecord(withoutRecord(moved, name), { ...recordAt(op, moved, name), name: op.to });
  },
  'record-replaced': (op, schema) =>
    changeRecord(op, schema, op.path.record, () => {
      fits(op, op.path.record, op.record.name);
      return op.record;
    }),
  'record-tagged': (op, schema) => turn(op, schema, 'tag', null, op.tag),
  'record-untagged': (op, schema) => turn(op, schema, 'tag', op.tag, null),
  'record-retagged': (op, schema) => {
    if (op.from.kind !== op.to.kind) unfit(op, 'two values of one kind', `${op.from.kind} and ${op.to.kind}`);
    return retag(op, schema);
  },
  'tag-retyped': (op, schema) => {
    if (op.from.kind === op.to.kind) unfit(op, 'values of two kinds', `two of the kind ${op.to.kind}`);
    return retag(op, schema);
  },
  'tag-field-renamed': (op, schema) =>
    changeTag(op, schema, (tag) => {
      fits(op, { kind: 'field', name: op.from }, tag.at);
      return { ...tag, at: { kind: 'field', name: op.to } };
    }),
  'tag-moved': (op, schema) =>
    changeTag(op, schema, (tag) => {
      fits(op, op.from, tag.at);
      return { ...tag, at: op.to };
    }),
  'layout-changed': (op, schema) => turn(op, schema, 'layout', op.from, op.to),
  'flavour-changed': (op, schema) => turn(op, schema, 'flavour', op.from, op.to),
  'unknown-fields-refused': (op, schema) => turn(op, schema, 'unknownFields', 'ignored', 'refused'),
  'unknown-fields-ignored': (op, schema) => turn(op, schema, 'unknownFields', 'refused', 'ignored'),
  'omit-defaults-changed': (op, schema) => turn(op, schema, 'omitDefaults', !op.to, op.to),
  'hashable-changed': (op, schema) => turn(op, schema, 'hashable', !op.to, op.to),
  'post-init-changed': (op, schema) => turn(op, schema, 'postInit', !op.to, op.to),
  'write-order-changed': (op, schema) =>
    changeRecord(op, schema, op.path.record, ({ writeOrder, ...record }) => {
      fits(op, op.from, writeOrder ?? null);
      return op.to === null ? record : { ...record, writeOrder: op.to };
    }),
};

function isFree(op: SkewOp, schema: Schema, name: string): void {
  if (Object.hasOwn(schema.types, name)) unfit(op, 'a name that no record has', JSON.stringify(name));
}

function withoutRecord(schema: Schema, name: string): Schema {
  const { [name]: _gone, ...types } = schema.types;
  return { ...schema, types };
}

type RecordOp = Extract<SkewOp, { path: { kind: 'record' } }>;

function turn<K extends keyof RecordType>(
  op: RecordOp,
  schema: Schema,
  member: K,
  from: RecordType[K],
  to: RecordType[K],
): Schema {
  return changeRecord(op, schema, op.path.record, (record) => {
    fits(op, from, record[member]);
    return { ...record, [member]: to };
  });
}

function changeTag(op: RecordOp, schema: Schema, change: (tag: Tag) => Tag): Schema {
  return changeRecord(op, schema, op.path.record, (record) => ({
    ...record,
    tag: change(record.tag ?? unfit(op, 'a record with a tag', 'one without')),
  }));
}

function retag(op: SkewOp<'record-retagged' | 'tag-retyped'>, schema: Schema): Schema {
  return changeTag(op, schema, (tag) => {
    fits(op, op.from, tag.value);
    return { ...tag, value: op.to };
  });
}
