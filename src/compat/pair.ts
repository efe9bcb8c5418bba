import { canonicalJson, type Schema } from '../schema/index.js';
import { apply, diff, SkewError, type SkewOp } from '../skew/index.js';
import type { Writer } from './comparison.js';
import type { Renamed } from './judge.js';
import type { Family } from './leaves.js';
import { Maker } from './maker.js';
import { hasMixedTags } from './mixedTags.js';
import { unitOf, type Unit } from './unit.js';

/** An op, and the schemas right before and after it on the way from the old one to the new one. */
export interface Change {
  readonly op: SkewOp;
  readonly index: number;
  readonly before: Schema;
  readonly after: Schema;
}

/** Two schemas of which one writes and the other one reads. */
export interface Encounter {
  readonly writer: Schema;
  readonly reader: Schema;
}

/**
 * Two versions of a schema, both with the names that records have in the end (no name of a record is on the wire), and
 * the way from one to the other.
 */
export class Pair {
  readonly ops: readonly SkewOp[];
  readonly changes: readonly Change[];
  /** The old schema under the new names; it also holds the records that only the new one has, and no channel leads to. */
  readonly old: Schema;
  readonly new: Schema;
  readonly #forward: ReadonlyMap<string, string>;
  readonly #backward: ReadonlyMap<string, string>;
  readonly #makers: Map<string, Maker> = new Map<string, Maker>();
  readonly #halves: Map<number, Halves> = new Map<number, Halves>();

  constructor(old: Schema, neu: Schema) {
    this.ops = diff(old, neu);
    const renames = this.ops.filter(({ kind }) => kind === 'record-renamed');
    const start = renames.length === 0 ? old : apply(old, renames);
    this.old = { ...start, types: { ...neu.types, ...start.types } };
    this.new = neu;
    const fields = this.ops.filter((op) => op.kind === 'field-renamed');
    this.#forward = new Map(fields.map(({ path, to }) => [`${path.record}.${path.field}`, to]));
    this.#backward = new Map(fields.map(({ path, to }) => [`${path.record}.${to}`, path.field]));
    this.changes = this.#walk();
  }

  /** Between some ops there is no whole schema: then it is the one before them that counts. */
  #walk(): readonly Change[] {
    let before = this.old;
    let pending: readonly SkewOp[] = [];
    return this.ops.map((op, index): Change => {
      pending = NAMES_ONLY.has(op.kind) ? pending : [...pending, op];
      const after = pending.length === 0 ? before : (attempt(before, pending) ?? before);
      const change = { op, index, before, after };
      if (after !== before) pending = [];
      before = after;
      return change;
    });
  }

  /** The schema of whoever writes, and that of the other one. */
  whole(writer: Writer): Encounter {
    return writer === 'old' ? { writer: this.old, reader: this.new } : { writer: this.new, reader: this.old };
  }

  /** What the reader calls a field of the writer. */
  renamed(writer: Writer): Renamed {
    const names = writer === 'old' ? this.#forward : this.#backward;
    return (record, field) => names.get(`${record}.${field}`) ?? field;
  }

  /** What the writer calls a field that an op calls so. */
  nameFor(writer: Writer, record: string, field: string): string {
    return writer === 'old' ? (this.#backward.get(`${record}.${field}`) ?? field) : field;
  }

  maker(writer: Writer, family: Family): Maker {
    const key = `${writer} ${family}`;
    const known = this.#makers.get(key);
    if (known !== undefined) return known;
    const { writer: schema, reader } = this.whole(writer);
    const renamed = this.renamed(writer);
    const made = new Maker(schema, family, (record, field) => {
      const name = renamed(record.name, field.name);
      const other = recordNamed(reader, record.name)?.fields.find((candidate) => candidate.name === name);
      return other !== undefined && canonicalJson(other.default) !== canonicalJson(field.default);
    });
    this.#makers.set(key, made);
    return made;
  }

  /**
   * Schemas that differ in this op alone, the nearest to the whole ones first. Empty where the other ops leave no way to
   * tell it apart.
   */
  alone(change: Change, writer: Writer): readonly Encounter[] {
    const found = this.#apart(change, writer);
    if (!/tag|layout/.test(change.op.kind)) return found;
    return found.filter(({ reader }) => !hasMixedTags(reader));
  }

  #apart(change: Change, writer: Writer): readonly Encounter[] {
    const { writer: schema } = this.whole(writer);
    const { oldWith, newWithout } = this.#halvesOf(change);
    const reader = writer === 'old' ? oldWith : newWithout;
    const { before, after } = change;
    if (before === after) return reader === null ? [] : [{ writer: schema, reader }];
    const unit = unitOf(change.op);
    const [from, to] = writer === 'old' ? [before, after] : [after, before];
    const between = { writer: graft(schema, unit, from), reader: graft(schema, unit, to) };
    return reader === null ? [between] : [{ writer: schema, reader }, between];
  }

  /** The schemas that differ in all ops but this one; null: there are none. */
  without(change: Change, writer: Writer): Encounter | null {
    const { oldWith, newWithout } = this.#halvesOf(change);
    const reader = writer === 'old' ? newWithout : oldWith;
    return reader && { writer: this.whole(writer).writer, reader };
  }

  #halvesOf({ op, index }: Change): Halves {
    const known = this.#halves.get(index);
    if (known !== undefined) return known;
    const unit = unitOf(op);
    const others = this.ops.filter(
      (other, at) => at !== index && !NAMES_ONLY.has(other.kind) && isSame(unitOf(other), unit),
    );
    const one = attempt(this.old, [op]) ?? attempt(this.old, [atFront(op)]);
    const rest = attempt(this.old, others);
    const made = {
      oldWith: one && graft(this.old, unit, one),
      newWithout: rest && graft(this.new, unit, rest),
    };
    this.#halves.set(index, made);
    return made;
  }
}

/** Schemas half way; null where the ops do not fit without each other. */
interface Halves {
  /** The old one with one op. */
  readonly oldWith: Schema | null;
  /** The new one without it. */
  readonly newWithout: Schema | null;
}

/** These change names that are not on the wire, or records that nothing leads to yet, or any more. */
const NAMES_ONLY: ReadonlySet<SkewOp['kind']> = new Set<SkewOp['kind']>([
  'protocol-renamed',
  'release-changed',
  'record-added',
  'record-removed',
  'record-renamed',
]);

function attempt(schema: Schema, ops: readonly SkewOp[]): Schema | null {
  try {
    return apply(schema, ops);
  } catch (error) {
    if (error instanceof SkewError) return null;
    throw error;
  }
}

/** What comes where the order does not matter comes first: what stands before it may not be there yet. */
function atFront(op: SkewOp): SkewOp {
  return UNORDERED.has(op.kind) && 'index' in op ? { ...op, index: 0 } : op;
}

const UNORDERED: ReadonlySet<SkewOp['kind']> = new Set<SkewOp['kind']>([
  'field-added',
  'value-added',
  'nil-added',
  'member-added',
  'union-tag-added',
  'channel-added',
]);

function isSame(left: Unit, right: Unit): boolean {
  return left.kind === right.kind && left.name === right.name;
}

/** A schema with one record, one channel or the startup document as another one has it. */
function graft(schema: Schema, { kind, name }: Unit, from: Schema): Schema {
  const types = { ...from.types, ...schema.types };
  if (kind === 'startup') return { ...schema, types, startup: from.startup };
  if (kind === 'record') {
    const record = recordNamed(from, name);
    return { ...schema, types: record === null ? types : { ...types, [name]: record } };
  }
  const channel = from.channels.find((candidate) => candidate.name === name);
  const kept = schema.channels.filter((candidate) => candidate.name !== name);
  return { ...schema, types, channels: channel === undefined ? kept : [...kept, channel] };
}

/** The record of this name; null: there is none. */
export function recordNamed({ types }: Schema, name: string): Schema['types'][string] | null {
  return Object.hasOwn(types, name) ? (types[name] ?? null) : null;
}
