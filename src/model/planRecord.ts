import { isAscii } from 'node:buffer';

import {
  recordOf,
  type Default,
  type Field,
  type RecordType,
  type Schema,
  type Type,
} from '../schema/index.js';
import { decode, text } from '../wire/index.js';
import { NOTHING } from './any.js';
import { ModelError } from './modelError.js';
import type { DefaultPlan, FieldPlan, Plan, RecordPlan, TagField, TagPlan } from './plan.js';
import { keyOf, written } from './planLiteral.js';

/** The plan of a record, made once. It is known by name before its fields are made, since it may hold itself. */
export function planRecord(
  schema: Schema,
  known: Map<string, RecordPlan>,
  name: string,
  inside: (type: Type) => Plan,
): RecordPlan {
  const before = known.get(name);
  if (before !== undefined) return before;
  const type = recordOf(schema, { kind: 'ref', name });
  if (type === null) throw new ModelError(`Looked up ${name}: expected a record.`);
  const fields: FieldPlan[] = [];
  const plan = { ...planWithoutFields(type), fields };
  known.set(name, plan);
  for (const field of type.fields) fields.push(planField(field, isFlagged(type, field), inside));
  return plan;
}

function planWithoutFields(type: RecordType): Omit<RecordPlan, 'fields'> {
  return {
    name: type.name,
    flavour: type.flavour,
    layout: type.layout,
    writeOrder: writeOrderOf(type),
    tag: planTag(type),
    refusesUnknown: type.unknownFields === 'refused',
    omitsDefaults: type.omitDefaults,
    hashable: type.hashable,
    postInit: type.postInit,
    elusive: elusiveNames(type),
  };
}

function elusiveNames({ flavour, fields, tag }: RecordType): readonly Uint8Array[] {
  const names = flavour === 'dataclass' || flavour === 'typed-dict' ? fields.map(({ name }) => name) : [];
  const all = tag?.at.kind === 'field' ? [...names, tag.at.name] : names;
  return all.map((name) => Buffer.from(name)).filter((name) => !isAscii(name));
}

function writeOrderOf(type: RecordType): readonly number[] {
  const names = type.fields.map((field) => field.name);
  return (type.writeOrder ?? names).map((name) => names.indexOf(name));
}

/** A tag in a frame of its own is no part of the body. */
function planTag(type: RecordType): TagPlan | null {
  const { tag } = type;
  if (tag === null || tag.at.kind === 'frame') return null;
  const field: TagField | null =
    tag.at.kind === 'field' ? { name: tag.at.name, bytes: Buffer.from(tag.at.name) } : null;
  return {
    field,
    kind: tag.value.kind,
    key: keyOf(tag.value),
    isElusive: tag.value.kind === 'str' && !isAscii(Buffer.from(tag.value.value)),
    written: { name: field === null ? null : text(field.name), value: written(tag.value) },
  };
}

/** The tag of a record that is one of several. */
export function tagOf(record: RecordPlan): TagPlan {
  if (record.tag !== null) return record.tag;
  throw new ModelError(`Planned a union with ${record.name}: expected a tag, since it has other records.`);
}

/**
 * Whether the decoder marks the type of a field, required in a typed dict or made by a factory in a dataclass: it then
 * no longer sees that the type is `Raw`, and takes nothing for it.
 */
function isFlagged({ flavour }: RecordType, { default: given }: Field): boolean {
  return flavour === 'typed-dict' ? given === null : flavour === 'dataclass' && given?.kind === 'factory';
}

const UNTAKEN_RAW: Plan = { ...NOTHING, want: 'raw' };

function planField(field: Field, flagged: boolean, inside: (type: Type) => Plan): FieldPlan {
  return {
    name: field.name,
    bytes: Buffer.from(field.name),
    written: text(field.name),
    step: `.${field.name}`,
    plan: flagged && field.type.kind === 'raw' ? UNTAKEN_RAW : inside(field.type),
    default: field.default === null ? null : planDefault(field.name, field.default),
  };
}

function planDefault(field: string, given: Default): DefaultPlan {
  switch (given.kind) {
    case 'unset':
      return { ...VALUELESS, kind: 'unset', python: '' };
    case 'opaque':
      return { ...VALUELESS, kind: 'opaque', python: given.repr };
    case 'value':
      return { ...valued(field, given.msgpack, given.python), kind: 'value', python: given.python };
    case 'factory': {
      const { name } = given;
      if (!given.fixed) return { ...VALUELESS, kind: 'fresh', python: name };
      const kind = name === 'list' || name === 'dict' || name === 'set' ? 'built-in' : 'made';
      return { ...valued(field, given.msgpack, name), kind, python: name };
    }
  }
}

const VALUELESS = { value: null, isUnordered: false } as const;

function valued(field: string, hex: string, python: string): Pick<DefaultPlan, 'value' | 'isUnordered'> {
  const decoded = decode(Buffer.from(hex, 'hex'));
  if (decoded.kind !== 'value') {
    throw new ModelError(`Read the default of ${field}: ${hex} is not one msgpack value.`);
  }
  const { value } = decoded;
  const isSet = python === 'set' || python === 'frozenset';
  return { value, isUnordered: isSet && value.kind === 'array' && value.items.length > 1 };
}
