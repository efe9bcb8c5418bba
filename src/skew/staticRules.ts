import type { Schema } from '../schema/index.js';
import type { Encounter, Peer } from './encounter.js';
import type { Claim } from './level.js';
import { fieldNames, newestRecord, withNewestNames } from './newestNames.js';
import type { SkewOp } from './op.js';
import { OUTCOMES } from './outcomes.js';
import { ruleOf } from './ruleOf.js';
import { RULES, type RuleName } from './rules.js';

/** One direction, for both families of codecs; `json` is also JSON inside another codec. */
export interface Claims {
  readonly msgpack: Claim;
  readonly json: Claim;
}

/** What the evolution table says of one op. */
export interface Ruling {
  readonly op: SkewOp;
  readonly rule: RuleName;
  /** The row of the table that it stands on; of another type `int -> float`. */
  readonly row: string;
  /** What the old one wrote, read by the new one. */
  readonly oldToNew: Claims;
  /** What the new one wrote, read by the old one. */
  readonly newToOld: Claims;
}

/**
 * What a static checker says of each op, in the order of the ops, from the two schemas alone: no message is looked at. How
 * strict a reader is and what a writer leaves out is that of the old and of the new schema as they are in the end.
 */
export function staticRules(from: Schema, to: Schema, ops: readonly SkewOp[]): readonly Ruling[] {
  const old = withNewestNames(from, ops);
  return ops.map((op, index): Ruling => {
    const names = namesOf(op, ops, index);
    const before = peerOf(old, names.record, names.oldest);
    const after = peerOf(to, names.record, names.newest);
    const rule = ruleOf(op, before.field);
    const { oldToNew, newToOld } = RULES[rule];
    return {
      op,
      rule,
      row: rowOf(op, rule),
      oldToNew: claims(oldToNew, { op, writer: before, reader: after, onward: true }),
      newToOld: claims(newToOld, { op, writer: after, reader: before, onward: false }),
    };
  });
}

function rowOf(op: SkewOp, rule: RuleName): string {
  const retyped = op.kind === 'type-widened' || op.kind === 'type-narrowed' || op.kind === 'type-changed';
  return retyped ? `${op.from.kind} -> ${op.to.kind}` : RULES[rule].row;
}

function claims(outcome: keyof typeof OUTCOMES, encounter: Omit<Encounter, 'codec'>): Claims {
  const { [outcome]: tell } = OUTCOMES;
  return { msgpack: tell({ ...encounter, codec: 'msgpack' }), json: tell({ ...encounter, codec: 'json' }) };
}

interface Names {
  readonly record: string | null;
  readonly oldest: string | null;
  readonly newest: string | null;
}

function namesOf(op: SkewOp, ops: readonly SkewOp[], index: number): Names {
  const { path } = op;
  const place = path.kind === 'type' ? path.of : path;
  if (place.kind !== 'record' && place.kind !== 'field') return { record: null, oldest: null, newest: null };
  const record = newestRecord(ops.slice(index), place.record);
  if (place.kind === 'record') return { record, oldest: null, newest: null };
  return { record, ...fieldNames(ops, index, record, place.field) };
}

function peerOf(schema: Schema, name: string | null, fieldName: string | null): Peer {
  const record = name !== null && Object.hasOwn(schema.types, name) ? (schema.types[name] ?? null) : null;
  const field = record?.fields.find((candidate) => candidate.name === fieldName) ?? null;
  return { schema, record, field };
}
