import type { Schema } from '../schema/index.js';
import { mapSchemaReferences } from './mapTypes.js';
import type { SkewOp } from './op.js';

/** What a record is called in the end, when all ops from this one on have been applied. */
export function newestRecord(ops: readonly SkewOp[], name: string): string {
  return ops.reduce((so, op) => (op.kind === 'record-renamed' && op.path.record === so ? op.to : so), name);
}

/** The schema with its records called what they are called in the end. */
export function withNewestNames(schema: Schema, ops: readonly SkewOp[]): Schema {
  const renames = ops.filter((op) => op.kind === 'record-renamed');
  if (renames.length === 0) return schema;
  const moved = mapSchemaReferences(schema, (name) => newestRecord(renames, name));
  const types = Object.values(moved.types).map((record) => {
    const name = newestRecord(renames, record.name);
    return [name, { ...record, name }] as const;
  });
  return { ...moved, types: Object.fromEntries(types) };
}

/** What a field was called in the beginning, and is called in the end. */
export function fieldNames(
  ops: readonly SkewOp[],
  at: number,
  record: string,
  name: string,
): { readonly oldest: string; readonly newest: string } {
  const renames = ops.map((op, index) =>
    op.kind === 'field-renamed' && newestRecord(ops.slice(index), op.path.record) === record
      ? { from: op.path.field, to: op.to }
      : null,
  );
  const oldest = renames
    .slice(0, at)
    .reduceRight((so, rename) => (rename?.to === so ? rename.from : so), name);
  const newest = renames.slice(at).reduce((so, rename) => (rename?.from === so ? rename.to : so), name);
  return { oldest, newest };
}
