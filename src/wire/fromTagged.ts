import { fromPrefix } from './fromPrefix.js';
import { MAX_NESTING } from './tagged.js';
import { readLeaf } from './taggedLeaf.js';
import { arrayForm, checkMembers, expected, mapForm, membersOf } from './taggedMembers.js';
import type { Entry, WireValue } from './value.js';
import { WireError } from './wireError.js';

/**
 * The wire value that tagged JSON stands for; see `toTagged`. Takes any JSON, hostile too.
 *
 * @throws WireError `tagged` or `too-deep`, with the path of the place
 */
export function fromTagged(json: unknown): WireValue {
  return read(json, '$', 0);
}

function read(json: unknown, path: string, depth: number): WireValue {
  if (depth > MAX_NESTING) {
    const text = `${path}: expected at most ${MAX_NESTING} levels; write what is deeper as {"$prefix": [...]}`;
    throw new WireError('too-deep', text, { path });
  }
  if (Array.isArray(json)) return { kind: 'array', items: readItems(json, path, depth) };
  if (typeof json !== 'object' || json === null) return readLeaf(json, path);
  const members = membersOf(json);
  const tags = [...members.keys()].filter((name) => name.startsWith('$'));
  if (tags.length === 0) {
    const entries = [...members].map(([name, held]): Entry => [
      readLeaf(name, path),
      read(held, `${path}.${name}`, depth + 1),
    ]);
    return { kind: 'map', entries };
  }
  const [tag] = tags;
  if (tag === '$prefix') {
    checkMembers(members, [tag], path);
    return fromPrefix(members.get(tag), `${path}.$prefix`);
  }
  if (tag === '$array') {
    const items = readItems(listIn(members.get(tag), `${path}.$array`), `${path}.$array`, depth);
    return { kind: 'array', items, ...arrayForm(members, path) };
  }
  if (tag === '$map') {
    const entries = readEntries(listIn(members.get(tag), `${path}.$map`), `${path}.$map`, depth);
    return { kind: 'map', entries, ...mapForm(members, path) };
  }
  return readLeaf(json, path);
}

function listIn(content: unknown, path: string): readonly unknown[] {
  if (Array.isArray(content)) return content;
  throw expected(path, 'an array', content);
}

function readItems(items: readonly unknown[], path: string, depth: number): WireValue[] {
  return items.map((item, i) => read(item, `${path}[${i}]`, depth + 1));
}

function readEntries(pairs: readonly unknown[], path: string, depth: number): Entry[] {
  return pairs.map((pair, i) => {
    const at = `${path}[${i}]`;
    const [key, held, ...more] = listIn(pair, at);
    if (key === undefined || held === undefined || more.length > 0) throw expected(at, '[key, value]', pair);
    return [read(key, `${at}[0]`, depth + 1), read(held, `${at}[1]`, depth + 1)];
  });
}
