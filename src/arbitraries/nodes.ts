import type { Entry, WireValue } from '../wire/index.js';
import { fieldOfKey, type KnownField } from './makers.js';

/** Where a value stands within another: positions from the outside in; in a map keys are even, values odd. */
export type Place = readonly number[];

export interface Node {
  readonly place: Place;
  readonly value: WireValue;
}

/** Every value within a value, itself included, outer ones first. */
export function nodesOf(value: WireValue): readonly Node[] {
  const nodes: Node[] = [];
  visit(value, [], (each, path) => {
    nodes.push({ place: path.slice(), value: each });
  });
  return nodes;
}

function visit(value: WireValue, path: number[], see: (value: WireValue, path: number[]) => void): void {
  see(value, path);
  if (value.kind === 'array') {
    for (let at = 0; at < value.items.length; at += 1) enter(value.items[at], path, at, see);
  } else if (value.kind === 'map') {
    for (let at = 0; at < value.entries.length; at += 1) {
      const entry = value.entries[at];
      enter(entry?.[0], path, 2 * at, see);
      enter(entry?.[1], path, 2 * at + 1, see);
    }
  }
}

function enter(
  child: WireValue | undefined,
  path: number[],
  at: number,
  see: (value: WireValue, path: number[]) => void,
): void {
  if (child === undefined) return;
  path.push(at);
  visit(child, path, see);
  path.pop();
}

/** The same value with another in one place. */
export function replaced(
  value: WireValue,
  place: Place,
  change: (old: WireValue) => WireValue,
  depth = 0,
): WireValue {
  const first = place[depth];
  if (first === undefined) return change(value);
  if (value.kind === 'array') {
    const old = value.items[first];
    if (old === undefined) return value;
    return { ...value, items: value.items.with(first, replaced(old, place, change, depth + 1)) };
  }
  const entry = value.kind === 'map' ? value.entries[first >> 1] : undefined;
  if (value.kind !== 'map' || entry === undefined) return value;
  const [key, item] = entry;
  const other: Entry =
    first % 2 === 0
      ? [replaced(key, place, change, depth + 1), item]
      : [key, replaced(item, place, change, depth + 1)];
  return { ...value, entries: value.entries.with(first >> 1, other) };
}

/** A field of the schema that stands in a message: of the map at `place`, the entry at `at`. */
export interface Written {
  readonly known: KnownField;
  readonly place: Place;
  readonly at: number;
  readonly entry: Entry;
}

/** Every field of the schema that stands in a message and is wanted, at any depth. */
export function fieldsIn(message: WireValue, wanted: (known: KnownField) => boolean): readonly Written[] {
  const found: Written[] = [];
  visit(message, [], (value, path) => {
    if (value.kind !== 'map') return;
    for (let at = 0; at < value.entries.length; at += 1) {
      const entry = value.entries[at];
      const known = entry === undefined ? undefined : fieldOfKey(entry[0]);
      if (entry !== undefined && known !== undefined && wanted(known))
        found.push({ known, place: path.slice(), at, entry });
    }
  });
  return found;
}
