import type { Field, Literal, Type } from '../../schema/index.js';
import {
  array,
  bin,
  bool,
  ext,
  float64,
  int,
  map,
  nil,
  text,
  type Entry,
  type WireValue,
} from '../../wire/index.js';
import { entriesOf, nameOf, withoutEntry } from '../entries.js';
import { GENEROUS, type Making } from '../making.js';
import type { KnownField } from '../makers.js';
import { fieldsIn, replaced, type Written } from '../nodes.js';
import { kindsOf } from '../kindsOf.js';
import { isMap, type ShapeRule } from '../shape.js';
import { someType } from '../someType.js';
import type { Target } from '../targets.js';

/** A message with one of its fields written otherwise, at any depth; null where it has no such field. */
function changed(
  making: Making,
  target: Target,
  wanted: (known: KnownField) => boolean,
  change: (written: Written) => readonly Entry[],
): WireValue | null {
  if (making.draw.chance(1, 2)) making.style = GENEROUS;
  const message = target.make(making);
  const candidates = fieldsIn(message, wanted);
  if (candidates.length === 0) return null;
  const chosen = making.draw.pick(candidates);
  return replaced(message, chosen.place, (record) => withoutEntry(record, chosen.at, ...change(chosen)));
}

function hasField(target: Target, wanted: (field: Field) => boolean): boolean {
  return isMap(target) && (target.record?.fields.some(wanted) ?? false);
}

export const missingRequired: ShapeRule = {
  about: 'a required field left out, at any depth',
  hostile: true,
  fits: (target) => hasField(target, (field) => field.default === null),
  make(making, target) {
    const value = changed(
      making,
      target,
      ({ field }) => field.default === null,
      () => [],
    );
    return value ?? { kind: 'map', entries: [] };
  },
};

/** One or two values of each kind; nil and the empty ones first. */
const SAMPLES: readonly WireValue[] = [
  [nil, map([]), array([]), bool(false), int(0), text(''), float64(0), float64(1), int(7), int(-(2n ** 63n))],
  [text('x'), text('1'), bin(new Uint8Array()), bin(Uint8Array.of(0x78)), array([text('x')])],
  [map([[text('x'), int(1)]]), ext(5, Uint8Array.of(0))],
].flat();

export const retypedField: ShapeRule = {
  about: 'a field with a value of a kind that its type does not take, at any depth',
  hostile: true,
  fits: (target) => hasField(target, ({ type }) => kindsOf(target.schema, type) !== null),
  make(making, target) {
    const { schema } = target;
    const value = changed(
      making,
      target,
      ({ field }) => kindsOf(schema, field.type) !== null,
      ({ known: { field }, entry: [key] }) => {
        const taken = kindsOf(schema, field.type) ?? [];
        return [[key, making.draw.pick(SAMPLES.filter(({ kind }) => !taken.includes(kind)))]];
      },
    );
    return value ?? nil;
  },
};

export const renamedField: ShapeRule = {
  about: 'a field under another name: as the code calls it, in another case, a little longer',
  hostile: true,
  fits: (target) => hasField(target, () => true),
  make(making, target) {
    const { draw } = making;
    const value = changed(
      making,
      target,
      () => true,
      ({ known: { field }, entry: [, item] }) => {
        const others = [
          field.attribute,
          `${field.name}_`,
          field.name.toUpperCase(),
          ` ${field.name}`,
          `${field.name}s`,
        ];
        return [[text(draw.pick(others.filter((name) => name !== field.name))), item]];
      },
    );
    return value ?? target.make(making);
  },
};

export const shuffledFields: ShapeRule = {
  about: 'the fields in another order',
  hostile: false,
  fits: (target) => (target.record?.fields.length ?? 0) > 1 && isMap(target),
  make(making, target) {
    const rest = [...entriesOf(target.make(making))];
    const entries: Entry[] = [];
    while (rest.length > 0) entries.push(...rest.splice(making.draw.below(rest.length), 1));
    return { kind: 'map', entries };
  },
};

/** The listed values of a type that lists them, and nothing else besides nil. */
function listed(type: Type): readonly Literal[] {
  if (type.kind === 'union') {
    const others = type.members.filter(({ kind }) => kind !== 'nil');
    return others.length > 0 && others.every((member) => listed(member).length > 0)
      ? others.flatMap(listed)
      : [];
  }
  return type.kind === 'literal' || (type.kind === 'enum' && !type.open) ? type.values : [];
}

export const unknownMember: ShapeRule = {
  about: 'a value that an enumeration or a literal type does not list',
  hostile: true,
  fits: (target) =>
    hasField(target, ({ type }) => someType(target.schema, type, (inner) => listed(inner).length > 0)),
  make(making, target) {
    const { draw } = making;
    const value = changed(
      making,
      target,
      ({ field }) => listed(field.type).length > 0,
      ({ known: { field }, entry: [key] }) => {
        const kinds = listed(field.type).map(({ kind }) => kind);
        const texts = ['no-such-member', 'no-such-\u0000', 'no-such-😀'].map((name) => text(name));
        return [[key, kinds.includes('int') ? int(draw.pick([99_999, -99_999])) : draw.pick(texts)]];
      },
    );
    return value ?? target.make(making);
  },
};

export const unevenLists: ShapeRule = {
  about: 'two lists of different lengths where the record wants them equally long',
  hostile: true,
  fits: ({ role }) => role.kind === 'record' && role.paired.length > 0,
  make(making, target) {
    const { draw } = making;
    const message = target.make(making);
    const names = target.role.kind === 'record' ? target.role.paired : [];
    const at = entriesOf(message).findIndex((entry) => nameOf(entry) === names[0]);
    const [key, list] = entriesOf(message)[at] ?? [nil, nil];
    const items = list.kind === 'array' ? list.items : [];
    const other = items.length > 0 && draw.chance(1, 2) ? items.slice(1) : [...items, text('c0')];
    return withoutEntry(message, at, [key, { kind: 'array', items: other }]);
  },
};
