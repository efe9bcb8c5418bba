import type { Frame, RecordType, Schema, Type } from '../schema/index.js';
import { isCollection } from './collection.js';

/** The type with every reference in it replaced. */
export function mapReferences(type: Type, change: (name: string) => string): Type {
  const inside = (inner: Type): Type => mapReferences(inner, change);
  if (type.kind === 'ref') return { ...type, name: change(type.name) };
  if (isCollection(type)) return { ...type, item: inside(type.item) };
  if (type.kind === 'dict') return { ...type, key: inside(type.key), value: inside(type.value) };
  if (type.kind === 'tuple') return { ...type, items: type.items.map(inside) };
  return type.kind === 'union' ? { ...type, members: type.members.map(inside) } : type;
}

/** The record with every reference of its fields replaced. */
export function mapRecordReferences(record: RecordType, change: (name: string) => string): RecordType {
  return {
    ...record,
    fields: record.fields.map((field) => ({ ...field, type: mapReferences(field.type, change) })),
  };
}

/** The schema with every reference in it replaced; names of records stay. */
export function mapSchemaReferences(schema: Schema, change: (name: string) => string): Schema {
  const inFrame = (frame: Frame): Frame => ({ ...frame, type: mapReferences(frame.type, change) });
  return {
    ...schema,
    channels: schema.channels.map((channel) => ({ ...channel, envelope: channel.envelope.map(inFrame) })),
    startup: schema.startup === null ? null : inFrame(schema.startup),
    types: Object.fromEntries(
      Object.entries(schema.types).map(([name, record]) => [name, mapRecordReferences(record, change)]),
    ),
  };
}

/** Calls `visit` for every type of the schema, the inner ones too, once with the place it belongs to. */
export function visitTypes(schema: Schema, visit: (type: Type) => void): void {
  for (const { envelope } of schema.channels) for (const { type } of envelope) visitInside(type, visit);
  if (schema.startup !== null) visitInside(schema.startup.type, visit);
  for (const record of Object.values(schema.types)) {
    for (const { type } of record.fields) visitInside(type, visit);
  }
}

/** Calls `visit` for a type and every type inside it; references are not followed. */
export function visitInside(type: Type, visit: (type: Type) => void): void {
  visit(type);
  for (const inner of innerTypes(type)) visitInside(inner, visit);
}

function innerTypes(type: Type): readonly Type[] {
  if (isCollection(type)) return [type.item];
  if (type.kind === 'dict') return [type.key, type.value];
  if (type.kind === 'tuple') return type.items;
  return type.kind === 'union' ? type.members : [];
}
