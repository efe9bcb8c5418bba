import type { Literal, Schema, Type } from '../schema/index.js';
import { isCollection } from './collection.js';
import { compareConstraints, constraintsOf, withConstraints } from './constraints.js';
import { diffMembers } from './diffMembers.js';
import type { Draft } from './draft.js';
import type { SkewOp } from './op.js';
import { orderOf, pair } from './pairing.js';
import type { Step, TypePath } from './path.js';
import { worst } from './level.js';
import { reading, type Sides } from './reading.js';
import type { Records } from './records.js';
import { same } from './same.js';

type Named<K extends Type['kind']> = Extract<Type, { kind: K }>;
type Listing = Named<'enum' | 'literal'>;
type Retyped = 'type-widened' | 'type-narrowed' | 'type-changed';

/** The ops that lead from the type at a place to this one. */
export function diffType(draft: Draft, records: Records, path: TypePath, from: Type, to: Type): void {
  if (same(from, to)) return;
  if (from.kind === 'union' || to.kind === 'union') {
    const inner = diffMembers(draft, records, path, from, to);
    if (inner === null) retype(draft, records, path, from, to);
    else for (const pieces of inner) diffType(draft, records, pieces.path, pieces.from, pieces.to);
    return;
  }
  if (isCollection(from) && isCollection(to)) {
    const shell = withConstraints({ ...to, item: from.item }, constraintsOf(from));
    if (!same(from, shell)) retype(draft, records, path, from, shell);
    constrain(draft, records, path, shell, to);
    diffType(draft, records, under(path, { kind: 'item' }), from.item, to.item);
  } else if (from.kind === 'dict' && to.kind === 'dict') {
    constrain(draft, records, path, from, to);
    diffType(draft, records, under(path, { kind: 'key' }), from.key, to.key);
    diffType(draft, records, under(path, { kind: 'value' }), from.value, to.value);
  } else if (from.kind === 'tuple' && to.kind === 'tuple') {
    diffElements(draft, records, path, from, to);
  } else if (isListing(from) && isListing(to) && from.kind === to.kind) {
    diffListing(draft, records, path, from, to);
  } else diffScalar(draft, records, path, from, to);
}

/** The path one step further in. */
export function under(path: TypePath, step: Step): TypePath {
  return { ...path, steps: [...path.steps, step] };
}

function diffScalar(draft: Draft, records: Records, path: TypePath, from: Type, to: Type): void {
  if (from.kind !== to.kind) {
    retype(draft, records, path, from, to);
    return;
  }
  const shell = withConstraints(to, constraintsOf(from));
  if (!same(from, shell)) retype(draft, records, path, from, shell);
  constrain(draft, records, path, shell, to);
}

function constrain(draft: Draft, records: Records, path: TypePath, before: Type, after: Type): void {
  const [from, to] = [constraintsOf(before), constraintsOf(after)];
  if (same(from, to)) return;
  const how = compareConstraints(after.kind, from, to);
  // Other words for the same constraints.
  if (how === 'same') retype(draft, records, path, before, withConstraints(before, to));
  else draft.add({ kind: `constraints-${how}`, path, from, to });
}

function diffElements(
  draft: Draft,
  records: Records,
  path: TypePath,
  from: Named<'tuple'>,
  to: Named<'tuple'>,
): void {
  for (const [index, element] of [...from.items.entries()].slice(to.items.length).toReversed()) {
    draft.add({ kind: 'element-removed', path, index, element });
  }
  for (const [index, element] of to.items.entries()) {
    const before = from.items[index];
    if (before === undefined) draft.add({ kind: 'element-added', path, index, element });
    else diffType(draft, records, under(path, { kind: 'element', index }), before, element);
  }
}

/** Where no value stays, it is another enumeration. */
function diffListing(draft: Draft, records: Records, path: TypePath, from: Listing, to: Listing): void {
  const pairing = pair<Literal>(from.values, to.values, [same]);
  if (pairing.pairs.length === 0) {
    retype(draft, records, path, from, to);
    return;
  }
  if (from.kind === 'enum' && to.kind === 'enum') {
    if (from.name !== to.name) draft.add({ kind: 'enum-renamed', path, from: from.name, to: to.name });
    if (from.open !== to.open) draft.add({ kind: to.open ? 'enum-opened' : 'enum-closed', path });
  }
  for (const index of pairing.gone.toReversed()) {
    for (const value of from.values.slice(index, index + 1)) {
      draft.add({ kind: 'value-removed', path, index, value });
    }
  }
  const order = orderOf(pairing);
  if (order !== null) draft.add({ kind: 'values-reordered', path, order });
  for (const index of pairing.come) {
    for (const value of to.values.slice(index, index + 1)) {
      draft.add({ kind: 'value-added', path, index, value });
    }
  }
}

function retype(draft: Draft, records: Records, path: TypePath, from: Type, to: Type): void {
  const op: SkewOp<Retyped> = { kind: howRetyped(records, from, to), path, from, to };
  draft.add(op);
}

/** Told by what either side makes of what the other writes. */
function howRetyped(records: Records, from: Type, to: Type): Retyped {
  const onward = breaks(from, to, { writer: records.from, reader: records.to });
  const back = breaks(to, from, { writer: records.to, reader: records.from });
  if (onward === back) return 'type-changed';
  return onward ? 'type-narrowed' : 'type-widened';
}

function breaks(
  writer: Type,
  reader: Type,
  types: { writer: Schema['types']; reader: Schema['types'] },
): boolean {
  const sides = (codec: Sides['codec']): Sides => ({ ...types, codec });
  return (
    worst([reading(writer, reader, sides('msgpack')), reading(writer, reader, sides('json'))]).level ===
    'breaks'
  );
}

function isListing(type: Type): type is Listing {
  return type.kind === 'enum' || type.kind === 'literal';
}
