import type { Default, Field, RecordType, Schema, Tag, Type } from '../../src/schema/index.js';

export const ANY: Type = { kind: 'any' };
export const INT: Type = { kind: 'int' };
export const STR: Type = { kind: 'str' };
export const FLOAT: Type = { kind: 'float' };
export const NIL: Type = { kind: 'nil' };

export function listOf(item: Type): Type {
  return { kind: 'list', item };
}

export function setOf(item: Type): Type {
  return { kind: 'set', frozen: false, item };
}

export function dictOf(key: Type, value: Type): Type {
  return { kind: 'dict', key, value };
}

export function either(...members: readonly Type[]): Type {
  return { kind: 'union', members };
}

export function ref(name: string): Type {
  return { kind: 'ref', name };
}

/** A default as msgpack in hex, of a Python type. */
export function preset(msgpack: string, python: string): Default {
  return { kind: 'value', msgpack, python };
}

export function field(name: string, type: Type, given: Default | null = null): Field {
  return { name, attribute: name, type, default: given };
}

export function tagged(value: string, name = 'type'): Tag {
  return { value: { kind: 'str', value }, at: { kind: 'field', name } };
}

/** A struct in map layout, but for what is said otherwise. */
export function record(
  name: string,
  fields: readonly Field[],
  otherwise: Partial<RecordType> = {},
): RecordType {
  return {
    kind: 'record',
    name,
    flavour: 'struct',
    layout: 'map',
    tag: null,
    fields,
    unknownFields: 'ignored',
    omitDefaults: false,
    hashable: false,
    postInit: false,
    ...otherwise,
  };
}

/** A schema that holds these records. */
export function schemaOf(...records: readonly RecordType[]): Schema {
  const types = Object.fromEntries(records.map((one) => [one.name, one]));
  return { protocol: 'small', release: '1', channels: [], startup: null, types };
}
