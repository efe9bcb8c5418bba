import { SchemaError } from './schemaError.js';
import type { RecordType, Schema, Type } from './types.js';

/** A type with its reference followed. */
export type Resolved = Exclude<Type, { kind: 'ref' }> | RecordType;

/**
 * The record that a reference names, or the type itself.
 *
 * @throws SchemaError `dangling-ref` when the schema does not hold the record
 */
export function resolve(schema: Schema, type: Type): Resolved {
  return type.kind === 'ref' ? recordNamed(schema, type.name) : type;
}

/**
 * The record that a type refers to; null for a type that is no reference.
 *
 * @throws SchemaError `dangling-ref` when the schema does not hold the record
 */
export function recordOf(schema: Schema, type: Type): RecordType | null {
  return type.kind === 'ref' ? recordNamed(schema, type.name) : null;
}

function recordNamed(schema: Schema, name: string): RecordType {
  // A name like `constructor` must not find what every object has.
  const record = Object.hasOwn(schema.types, name) ? schema.types[name] : undefined;
  if (record === undefined) {
    throw new SchemaError(
      'dangling-ref',
      `$.types[${JSON.stringify(name)}]`,
      `The type ${JSON.stringify(name)} was looked up in the schema ${schema.protocol} ${schema.release}: ` +
        `expected one of its ${Object.keys(schema.types).length} records, got a name that none of them has.`,
    );
  }
  return record;
}
