import type { RecordType, Schema, Type } from '../schema/index.js';
import type { SkewOp, TypePath } from '../skew/index.js';
import { literal, nil, type WireValue } from '../wire/index.js';
import type { Writer } from './comparison.js';
import { stepInto } from './inside.js';
import { fieldPath, mayLeaveOut, pathUnder, type Filling, type Maker } from './maker.js';
import { recordNamed, type Change } from './pair.js';
import type { Placed } from './routes.js';

/** Who writes, and what. */
export interface Writing {
  readonly change: Change;
  readonly writer: Writer;
  readonly maker: Maker;
  /** What the writer calls the field that the op is about. */
  readonly nameOf: (record: string, field: string) => string;
}

type FieldOp = Extract<SkewOp, { readonly field: { readonly name: string } }>;
type TypeOp = Extract<SkewOp, { readonly path: TypePath }>;

const COMES: ReadonlySet<SkewOp['kind']> = new Set<SkewOp['kind']>([
  'field-added',
  'array-field-appended',
  'array-field-inserted',
  'value-added',
  'nil-added',
  'member-added',
  'union-tag-added',
]);
const GOES: ReadonlySet<SkewOp['kind']> = new Set<SkewOp['kind']>([
  'field-removed',
  'array-field-dropped',
  'array-field-removed',
  'value-removed',
  'nil-removed',
  'member-removed',
  'union-tag-removed',
]);

/** Whether it is only the writer that has what the op adds or removes. */
function isOnlyWriters({ kind }: SkewOp, writer: Writer): boolean {
  return writer === 'new' ? COMES.has(kind) : GOES.has(kind);
}

/** Values of the record that an op is about which may show what it does; the path of the place begins at the record. */
export function recordCandidates(writing: Writing, record: RecordType): readonly Placed[] {
  const { change, writer, maker, nameOf } = writing;
  const { op } = change;
  const made = (name: string | null, fillings: readonly Filling[]): readonly Placed[] =>
    fillings.flatMap((filling) => {
      const value = maker.record(record, filling);
      return value === null ? [] : [{ value, path: name === null ? '' : fieldPath('', record, name) }];
    });
  const filled = (name: string, values: readonly WireValue[]): readonly Placed[] =>
    made(
      name,
      values.map((value): Filling => new Map([[name, value]])),
    );
  if (isTypeOp(op)) {
    const { of, steps } = op.path;
    if (of.kind !== 'field') return [];
    const name = nameOf(record.name, of.field);
    const placed = filled(
      name,
      typeValues(writing, op, (schema) => fieldType(schema, record.name, of.field)),
    );
    const tag = tagUnder(writing, op);
    return placed.map(({ value, path }) => ({ value, path: pathUnder(path, steps) + tag }));
  }
  if (isFieldOp(op)) {
    const { name, type } = op.field;
    if (!isOnlyWriters(op, writer))
      return made(record.layout === 'map' ? name : null, variants(writing, record));
    return [
      ...filled(name, maker.samples(type)),
      ...(record.layout === 'array' ? made(name, variants(writing, record)) : []),
    ];
  }
  if (op.path.kind === 'field') {
    const isNew = op.kind === 'field-renamed' && writer === 'new';
    return ofField(writing, record, isNew ? op.to : nameOf(record.name, op.path.field), made);
  }
  if (op.kind.includes('tag'))
    return made(null, [new Map()]).map(({ value }) => ({ value, path: tagPath(record) }));
  return made(null, [...variants(writing, record), maker.full(record)]);
}

function ofField(
  { change: { op }, maker }: Writing,
  record: RecordType,
  name: string,
  made: (name: string, fillings: readonly Filling[]) => readonly Placed[],
): readonly Placed[] {
  const field = record.fields.find((candidate) => candidate.name === name);
  if (field === undefined) return [];
  const given = maker.defaultOf(field);
  const values = [...(given === null ? [] : [given]), ...maker.samples(field.type)];
  const absent: readonly Filling[] =
    op.kind !== 'field-renamed' && mayLeaveOut(record, field) ? [new Map([[name, 'absent']])] : [];
  return made(name, [...absent, ...values.map((value): Filling => new Map([[name, value]]))]);
}

/** A smallest record; of one in array layout also those with different values at its places, as they may be confused. */
function variants({ maker }: Writing, record: RecordType): readonly Filling[] {
  if (record.layout === 'map') return [new Map()];
  const samples = record.fields.map((field) => [field.name, maker.samples(field.type)] as const);
  return [0, 1, 2].map(
    (shift): Filling =>
      new Map(
        shift === 0
          ? []
          : samples.flatMap(([name, values], index) => {
              const value = values[(index * shift + shift - 1) % values.length];
              return value === undefined ? [] : [[name, value] as const];
            }),
      ),
  );
}

/** Values of a frame that an op on a channel, a frame or the startup document is about. */
export function frameCandidates(
  writing: Writing,
  frameType: Type,
  typeIn: (schema: Schema) => Type | null,
): readonly Placed[] {
  const { change, maker } = writing;
  const { op } = change;
  if (isTypeOp(op)) {
    const path = pathUnder('', op.path.steps) + tagUnder(writing, op);
    return typeValues(writing, op, typeIn).map((value) => ({ value, path }));
  }
  const value = maker.smallest(frameType);
  return value === null ? [] : [{ value, path: '' }];
}

/** Values of the whole type that an op lies in, each with another one at the place of the op. */
function typeValues(
  { change, writer, maker }: Writing,
  op: TypeOp,
  typeIn: (schema: Schema) => Type | null,
): readonly WireValue[] {
  const { before, after } = change;
  const sides = writer === 'old' ? [before, after] : [after, before];
  const [whole = null, other = null] = sides.map(typeIn);
  const [mine, others] = [whole, other].map((type) =>
    op.path.steps.reduce<Type | null>((found, step) => found && stepInto(found, step), type),
  );
  if (whole === null || mine === null || mine === undefined) return [];
  const values = isOnlyWriters(op, writer) ? special(maker, op) : maker.samples(mine, others ?? null);
  return values.flatMap((value) => maker.wrap(whole, op.path.steps, value) ?? []);
}

/** A kind of message that only the writer has shows at its tag. */
function tagUnder({ change, writer }: Writing, op: TypeOp): string {
  const isTag = op.kind === 'union-tag-added' || op.kind === 'union-tag-removed';
  if (!isTag || !isOnlyWriters(op, writer)) return '';
  const record = recordNamed(change.before, op.record);
  return record === null ? '' : tagPath(record);
}

function tagPath({ tag }: RecordType): string {
  if (tag === null || tag.at.kind === 'frame') return '';
  return tag.at.kind === 'field' ? `.${tag.at.name}` : '[0]';
}

/** What only the writer has. */
function special(maker: Maker, op: TypeOp): readonly WireValue[] {
  if ('value' in op) return [literal(op.value)];
  if ('member' in op) return maker.samples(op.member);
  return 'record' in op ? maker.samples({ kind: 'ref', name: op.record }) : [nil];
}

function fieldType(schema: Schema, record: string, field: string): Type | null {
  return recordNamed(schema, record)?.fields.find(({ name }) => name === field)?.type ?? null;
}

function isTypeOp(op: SkewOp): op is TypeOp {
  return op.path.kind === 'type';
}

function isFieldOp(op: SkewOp): op is FieldOp {
  return 'field' in op;
}
