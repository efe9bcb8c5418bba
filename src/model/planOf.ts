import { isAscii } from 'node:buffer';

import type { Literal, Schema, Type } from '../schema/index.js';
import { NOTHING } from './any.js';
import { ModelError } from './modelError.js';
import { floatRule, intRule } from './numberRule.js';
import type { ArrayRule, Members, ObjectRule, Plan, Range, RecordPlan } from './plan.js';
import { keyOf, written } from './planLiteral.js';
import { planRecord, tagOf } from './planRecord.js';
import { wantOf } from './wantOf.js';

/** The plans of one schema. */
export interface Plans {
  readonly schema: Schema;
  readonly types: WeakMap<Type, Plan>;
  readonly records: Map<string, RecordPlan>;
}

type Draft = { -readonly [Key in keyof Plan]: Plan[Key] };

const made = new WeakMap<Schema, Plans>();

/**
 * The plan of a type of this schema, made once: a schema is taken to stay as it is.
 *
 * @throws SchemaError when a reference names no record
 * @throws ModelError when the type is no type of a schema
 */
export function planOf(schema: Schema, type: Type): Plan {
  let plans = made.get(schema);
  if (plans === undefined) {
    plans = { schema, types: new WeakMap(), records: new Map() };
    made.set(schema, plans);
  }
  return planIn(plans, type);
}

function planIn(plans: Plans, type: Type): Plan {
  const known = plans.types.get(type);
  if (known !== undefined) return known;
  const members = type.kind === 'union' ? type.members : [type];
  const draft: Draft = { ...NOTHING };
  // What a literal lists gives way to a plain member that takes it anyway.
  for (const member of members) if (member.kind === 'literal') Object.assign(draft, partOf(plans, member));
  for (const member of members) if (member.kind !== 'literal') Object.assign(draft, partOf(plans, member));
  addRecords(
    draft,
    members.flatMap((member) => (member.kind === 'ref' ? [recordIn(plans, member.name)] : [])),
  );
  draft.want = wantOf(draft);
  plans.types.set(type, draft);
  return draft;
}

function recordIn(plans: Plans, name: string): RecordPlan {
  return planRecord(plans.schema, plans.records, name, (type) => planIn(plans, type));
}

/** What one member adds to a plan; records are added together. */
function partOf(plans: Plans, type: Type): Partial<Draft> {
  switch (type.kind) {
    case 'any':
    case 'raw':
    case 'nil':
    case 'ext':
      return { [type.kind]: true };
    case 'custom':
      return { custom: type.name, any: true };
    case 'bool':
      return { bool: { true: true, false: true } };
    case 'int':
      return { int: intRule(type) };
    case 'float':
      return { float: floatRule(type) };
    case 'str':
      return { text: { kind: 'str', pattern: type.pattern ?? null, ...rangeOf(type) } };
    case 'bytes':
      return { bytes: { as: type.as, ...rangeOf(type) } };
    case 'datetime':
    case 'time':
      return { text: { kind: type.kind, zone: type.zone } };
    case 'date':
    case 'timedelta':
    case 'uuid':
    case 'decimal':
      return { text: { kind: type.kind } };
    case 'enum':
      return listed(type.values, type.name, type.open);
    case 'literal':
      return listed(type.values, null, false);
    case 'ref':
      return {};
    case 'union':
      throw new ModelError('Planned a union within a union: expected its members to be flat.');
    case 'dict': {
      const [key, value] = [planIn(plans, type.key), planIn(plans, type.value)];
      return { object: { kind: 'dict', key, value, ...rangeOf(type) } };
    }
    case 'tuple':
      return { array: { kind: 'tuple', items: type.items.map((item) => planIn(plans, item)) } };
    case 'list':
    case 'sequence':
    case 'set': {
      const kind = type.kind === 'set' && type.frozen ? 'frozenset' : type.kind;
      return { array: { kind, item: planIn(plans, type.item), ...rangeOf(type) } };
    }
  }
}

function listed(values: readonly Literal[], enumName: string | null, open: boolean): Partial<Draft> {
  const members = (kind: 'int' | 'str'): Members | null => {
    const own = values.filter((value) => value.kind === kind);
    const entries = own.map((value) => [keyOf(value), written(value)] as const);
    return entries.length === 0 ? null : { kind: 'members', values: new Map(entries), enumName, open };
  };
  const bools = values.flatMap((value) => (value.kind === 'bool' ? [value.value] : []));
  const [intMembers, text] = [members('int'), members('str')];
  return {
    ...(intMembers !== null && { intMembers }),
    ...(text !== null && { text }),
    ...(bools.length > 0 && { bool: { true: bools.includes(true), false: bools.includes(false) } }),
    ...(values.some((value) => value.kind === 'nil') && { nil: true }),
  };
}

function rangeOf(type: { readonly minLength?: number; readonly maxLength?: number }): Range {
  return { min: type.minLength ?? 0, max: type.maxLength ?? Infinity };
}

/** Those in map layout are told apart by their tags, and so are those in array layout. */
function addRecords(draft: Draft, records: readonly RecordPlan[]): void {
  draft.object = ruleOf(records.filter(({ layout }) => layout === 'map')) ?? draft.object;
  draft.array = ruleOf(records.filter(({ layout }) => layout === 'array')) ?? draft.array;
}

function ruleOf(records: readonly RecordPlan[]): (ArrayRule & ObjectRule) | null {
  const [first] = records;
  if (first === undefined) return null;
  return records.length === 1 ? { kind: 'record', record: first } : recordsRule(records, first);
}

function recordsRule(records: readonly RecordPlan[], first: RecordPlan): ArrayRule & ObjectRule {
  const tag = tagOf(first);
  return {
    kind: 'records',
    tagKind: tag.kind,
    tagField: tag.field,
    isElusive: tag.field !== null && !isAscii(tag.field.bytes),
    byTag: new Map(records.map((record) => [tagOf(record).key, record])),
  };
}
