import { membersOf, type Type } from '../schema/index.js';
import { isCollection } from './collection.js';
import type { Draft } from './draft.js';
import { orderOf, pair, pairOnly, type Pairing } from './pairing.js';
import type { TypePath } from './path.js';
import { behind, type Records } from './records.js';
import { same } from './same.js';

/** A type that stays where it is and may have changed inside. */
export interface Piece {
  readonly path: TypePath;
  readonly from: Type;
  readonly to: Type;
}

/**
 * The ops that lead from the members of one type to those of another, of which one at least is a union. What is left to
 * compare inside the members comes back; null, and no op, where no member stays.
 */
export function diffMembers(
  draft: Draft,
  records: Records,
  path: TypePath,
  before: Type,
  after: Type,
): readonly Piece[] | null {
  const [from, to] = [membersOf(before), membersOf(after)];
  const pairing = matchMembers(from, to);
  if (pairing.pairs.length === 0) return null;
  for (const index of pairing.gone.toReversed()) {
    for (const member of from.slice(index, index + 1)) removeMember(draft, records, path, index, member);
  }
  const order = orderOf(pairing);
  if (order !== null) draft.add({ kind: 'members-reordered', path, order });
  for (const index of pairing.come) {
    for (const member of to.slice(index, index + 1)) addMember(draft, records, path, index, member);
  }
  return pairing.pairs.flatMap(([index, place]): Piece[] => {
    const [left, right] = [from[index], to[place]];
    if (left === undefined || right === undefined) return [];
    const steps = to.length === 1 ? [] : [{ kind: 'member', index: place } as const];
    return [{ path: { ...path, steps: [...path.steps, ...steps] }, from: left, to: right }];
  });
}

/** Which member is which: the same; of the same kind and name; of the same shape on the wire; the only ones left. */
function matchMembers(from: readonly Type[], to: readonly Type[]): Pairing {
  const pairing = pair(from, to, [
    same,
    (left, right) => keyOf(left) === keyOf(right),
    (left, right) => shapeOf(left) !== null && shapeOf(left) === shapeOf(right),
  ]);
  const [index, place] = [pairing.gone[0] ?? -1, pairing.come[0] ?? -1];
  if (pairing.gone.length !== 1 || pairing.come.length !== 1) return pairing;
  const plain = ![from[index], to[place]].some((type) => type?.kind === 'ref' || type?.kind === 'nil');
  return plain && pairing.pairs.length > 0 ? pairOnly(pairing, () => true) : pairing;
}

function keyOf(type: Type): string {
  const named = type.kind === 'ref' || type.kind === 'custom' || type.kind === 'enum';
  return named ? `${type.kind} ${type.name}` : type.kind;
}

function shapeOf(type: Type): string | null {
  if (isCollection(type)) return 'array';
  if (type.kind !== 'enum' && type.kind !== 'literal') return null;
  const kinds = new Set(type.values.map(({ kind }) => kind));
  return `${type.kind} ${[...kinds].toSorted().join(' ')}`;
}

function removeMember(draft: Draft, records: Records, path: TypePath, index: number, member: Type): void {
  const record = behind(records.from, member);
  if (member.kind === 'nil') draft.add({ kind: 'nil-removed', path, index });
  else if (record !== null && record.tag !== null) {
    draft.add({ kind: 'union-tag-removed', path, index, record: record.name, tag: record.tag.value });
  } else draft.add({ kind: 'member-removed', path, index, member });
}

function addMember(draft: Draft, records: Records, path: TypePath, index: number, member: Type): void {
  const record = behind(records.to, member);
  if (member.kind === 'nil') draft.add({ kind: 'nil-added', path, index });
  else if (record !== null && record.tag !== null) {
    draft.add({ kind: 'union-tag-added', path, index, record: record.name, tag: record.tag.value });
  } else draft.add({ kind: 'member-added', path, index, member });
}
