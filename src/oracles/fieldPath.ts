import type { Schema } from '../schema/index.js';
import { textOf, type Position, type WireValue } from '../wire/index.js';

/**
 * Where a place is, in msgspec's notation: fields by their name, items by their index, entries of a dictionary as
 * `[...]`, because their keys are data. A name is a field when some type of the schema has it.
 *
 * @param position - the place in `root`, as the wire room counts
 */
export function fieldPath(schema: Schema, root: WireValue, position: Position): string {
  const names = namesOf(schema);
  let path = '$';
  let key = false;
  let value: WireValue | undefined = root;
  for (const step of position) {
    if (value?.kind === 'array') {
      path += `[${step}]`;
      value = value.items[step];
    } else if (value?.kind === 'map') {
      const entry: readonly [WireValue, WireValue] | undefined = value.entries[step >> 1];
      if (entry === undefined) break;
      if (step % 2 === 0) {
        key = true;
        break;
      }
      path += stepInto(entry[0], names);
      value = entry[1];
    }
  }
  return key ? `key in ${path}` : path;
}

function stepInto(key: WireValue, names: ReadonlySet<string>): string {
  const name = key.kind === 'str' ? textOf(key.bytes) : null;
  return name !== null && names.has(name) ? `.${name}` : '[...]';
}

const known = new WeakMap<Schema, ReadonlySet<string>>();

/** The wire names of all fields and tags. */
function namesOf(schema: Schema): ReadonlySet<string> {
  let names = known.get(schema);
  if (names !== undefined) return names;
  const found = new Set<string>();
  for (const type of Object.values(schema.types)) {
    for (const field of type.fields) found.add(field.name);
    if (type.tag?.at.kind === 'field') found.add(type.tag.at.name);
  }
  names = found;
  known.set(schema, names);
  return names;
}
