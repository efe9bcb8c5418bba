import type { Default, Field, RecordType } from '../src/schema/index.js';
import type { FieldPath, RecordPath, SkewOp, SkewOpKind } from '../src/skew/index.js';
import { anyDefault } from './anyDefault.js';
import { anyWriteOrder } from './anyWriteOrder.js';
import type { Tape } from './tape.js';

type Flavour = RecordType['flavour'];
type Maker = (record: RecordType, tape: Tape) => readonly SkewOp[];

/** Ops on records which need a class of Python to be what they make of it. */
export const RECORD_MAKERS: Partial<Readonly<Record<SkewOpKind, Maker>>> = {
  'made-optional': (record, tape) =>
    onField(record, tape, ({ default: from }, path) =>
      from === null ? [{ kind: 'made-optional', path, to: anyDefault(record.flavour, tape) }] : [],
    ),
  'default-changed': (record, tape) =>
    onField(record, tape, ({ default: from }, path) =>
      from === null ? [] : [{ kind: 'default-changed', path, from, to: anyDefault(record.flavour, tape) }],
    ),
  'record-tagged': (record, tape) => {
    const at = record.layout === 'map' ? ({ kind: 'field', name: 'type' } as const) : FIRST_ITEM;
    const value = tape.pick([
      { kind: 'str', value: 'new' },
      { kind: 'int', value: '4' },
    ] as const);
    return record.tag === null ? [{ kind: 'record-tagged', path: pathOf(record), tag: { value, at } }] : [];
  },
  'record-retagged': (record, tape) => {
    const from = record.tag?.value;
    if (from === undefined) return [];
    const value =
      from.kind === 'str' ? tape.pick(['square', 'é', "'"]) : tape.pick(['9', '-3', '9007199254740993']);
    return [{ kind: 'record-retagged', path: pathOf(record), from, to: { kind: from.kind, value } }];
  },
  'layout-changed': (record) => [turnLayout(record), ...moveTag(record)],
  'tag-moved': (record, tape) => {
    const { tag } = record;
    if (tag === null) return [];
    if (tape.rarely(3)) return [...moveTag(record), turnLayout(record)];
    return [{ kind: 'tag-moved', path: pathOf(record), from: tag.at, to: { kind: 'frame', index: 0 } }];
  },
  'flavour-changed': (record, tape) => {
    const { flavour: from } = record;
    const to = tape.pick(['struct', 'dataclass', 'typed-dict', 'named-tuple'] as const);
    const turned: SkewOp = { kind: 'flavour-changed', path: pathOf(record), from, to };
    return from === to ? [] : [turned, ...record.fields.flatMap((field) => turnDefault(record, field, to))];
  },
  'write-order-changed': (record, tape) => {
    const from = record.writeOrder ?? null;
    const to = from === null ? anyWriteOrder(record.fields, tape) : null;
    return from === to ? [] : [{ kind: 'write-order-changed', path: pathOf(record), from, to }];
  },
};

const FIRST_ITEM = { kind: 'first-item' } as const;

function pathOf({ name }: RecordType): RecordPath {
  return { kind: 'record', record: name };
}

function onField(
  { name, fields }: RecordType,
  tape: Tape,
  make: (field: Field, path: FieldPath) => readonly SkewOp[],
): readonly SkewOp[] {
  const field = tape.oneOf(fields);
  return field === undefined ? [] : make(field, { kind: 'field', record: name, field: field.name });
}

function turnLayout(record: RecordType): SkewOp {
  const { layout: from } = record;
  return { kind: 'layout-changed', path: pathOf(record), from, to: from === 'map' ? 'array' : 'map' };
}

/** The tag to where the other layout has it. */
function moveTag(record: RecordType): readonly SkewOp[] {
  const from = record.tag?.at;
  if (from === undefined || from.kind === 'frame') return [];
  const to = from.kind === 'field' ? FIRST_ITEM : ({ kind: 'field', name: 'type' } as const);
  return [{ kind: 'tag-moved', path: pathOf(record), from, to }];
}

/** A default in the form that another flavour has it in. */
function turnDefault({ name }: RecordType, field: Field, flavour: Flavour): readonly SkewOp[] {
  const from = field.default;
  const to = from === null ? null : defaultAs(from, flavour);
  if (from === null || to === null || to === from) return [];
  return [{ kind: 'default-changed', path: { kind: 'field', record: name, field: field.name }, from, to }];
}

function defaultAs(given: Default, flavour: Flavour): Default | null {
  if (flavour === 'typed-dict')
    return given.kind === 'unset' && given.reads === undefined ? given : { kind: 'unset' };
  if (flavour === 'dataclass') return given.kind === 'value' ? { kind: 'unset', reads: given } : given;
  return given.kind === 'unset' && given.reads !== undefined ? given.reads : given;
}
