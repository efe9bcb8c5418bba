import type { Default, Field, RecordType, Schema, Type } from '../../src/schema/index.js';

/** A required field; optional where it has a default. */
export function field(name: string, type: Type, found: Default | null = null): Field {
  return { name, attribute: name, type, default: found };
}

/** A struct in map layout. */
export function record(name: string, fields: readonly Field[], more: Partial<RecordType> = {}): RecordType {
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
    ...more,
  };
}

/** The tag of a record, in the field `type`. */
export function tag(value: string): Pick<RecordType, 'tag'> {
  return { tag: { value: { kind: 'str', value }, at: { kind: 'field', name: 'type' } } };
}

/** A schema of one channel, whose messages are of the first type, or of a union of those that `members` names. */
export function schemaOf(records: readonly RecordType[], members: readonly string[] = []): Schema {
  const [first = record('Empty', [])] = records;
  const refs = members.map((name): Type => ({ kind: 'ref', name }));
  const type: Type = refs.length > 1 ? { kind: 'union', members: refs } : { kind: 'ref', name: first.name };
  return {
    protocol: 'demo',
    release: '1',
    channels: [
      {
        name: 'control',
        direction: 'to-kernel',
        envelope: [{ role: 'body', codec: 'msgpack', type }],
        python: 'demo:Message',
      },
    ],
    startup: null,
    types: Object.fromEntries([first, ...records].map((found) => [found.name, found])),
  };
}

export const NULL: Default = { kind: 'value', msgpack: 'c0', python: 'NoneType' };
export const ONE: Default = { kind: 'value', msgpack: '01', python: 'int' };
export const TWO: Default = { kind: 'value', msgpack: '02', python: 'int' };
export const UNSET: Default = { kind: 'unset' };

export const INT: Type = { kind: 'int' };
export const STR: Type = { kind: 'str' };
export const FLOAT: Type = { kind: 'float' };
export const NIL: Type = { kind: 'nil' };

/** An enumeration, or a literal, of these texts. */
export function values(kind: 'enum' | 'literal', ...texts: readonly string[]): Type {
  const listed = texts.map((value) => ({ kind: 'str', value }) as const);
  return kind === 'literal'
    ? { kind, values: listed }
    : { kind, name: 'Colour', values: listed, open: false };
}

/** A union of these. */
export function union(...members: readonly Type[]): Type {
  return { kind: 'union', members };
}
