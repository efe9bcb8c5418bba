import { readLeaf } from './taggedLeaf.js';
import { arrayForm, expected, mapForm, membersOf } from './taggedMembers.js';
import type { Entry, WireValue } from './value.js';

/** A container of which so many values are still to come. */
interface Open {
  readonly value: WireValue;
  readonly held: WireValue[];
  readonly count: number;
  readonly parent: Open | null;
}

/** The value that stands in a list, everything in the order of the wire: see `toTagged`. */
export function fromPrefix(tokens: unknown, path: string): WireValue {
  if (!Array.isArray(tokens)) throw expected(path, 'an array', tokens);
  let open: Open | null = null;
  for (const [i, token] of tokens.entries()) {
    let value: WireValue | null = null;
    const opened = openedBy(token, `${path}[${i}]`, open);
    if (opened === null) value = readLeaf(token, `${path}[${i}]`);
    else if (opened.count === 0) value = filled(opened);
    else open = opened;
    while (value !== null && open !== null) {
      open.held.push(value);
      value = open.held.length < open.count ? null : filled(open);
      if (value !== null) open = open.parent;
    }
    if (value === null) continue;
    if (i + 1 < tokens.length)
      throw expected(`${path}[${i + 1}]`, 'the end, for the value is whole', tokens[i + 1]);
    return value;
  }
  throw expected(path, 'more values, for a container is not full', tokens);
}

function openedBy(token: unknown, path: string, parent: Open | null): Open | null {
  const members = membersOf(token);
  const tag = members.has('$array') ? '$array' : '$map';
  if (!members.has(tag)) return null;
  const count = members.get(tag);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw expected(`${path}.${tag}`, 'how many items or entries follow', count);
  }
  if (tag === '$array') {
    return { value: { kind: 'array', items: [], ...arrayForm(members, path) }, held: [], count, parent };
  }
  return {
    value: { kind: 'map', entries: [], ...mapForm(members, path) },
    held: [],
    count: count * 2,
    parent,
  };
}

function filled({ value, held }: Open): WireValue {
  if (value.kind === 'array') return { ...value, items: held };
  if (value.kind !== 'map') return value;
  const entries: Entry[] = [];
  for (let i = 0; i < held.length; i += 2) {
    const [key, entry] = [held[i], held[i + 1]];
    if (key !== undefined && entry !== undefined) entries.push([key, entry]);
  }
  return { ...value, entries };
}
