import { textOf, type Json, type WireValue } from '../../wire/index.js';

/** The value at the end of a path of wire names; null: there is none. Of doubled keys the last counts. */
export function valueAt(value: WireValue, path: readonly string[]): WireValue | null {
  let at: WireValue | null = value;
  for (const name of path) at = at === null ? null : entryOf(at, name);
  return at;
}

/** The same in a JSON document. */
export function jsonAt(json: Json, path: readonly string[]): Json | null {
  let at: Json | undefined = json;
  for (const name of path) {
    at = at?.kind === 'object' ? at.entries.findLast(([key]) => key === name)?.[1] : undefined;
  }
  return at ?? null;
}

/** The text at the end of a path; null: there is none, or it is no text. */
export function textAt(value: WireValue, path: readonly string[]): string | null {
  const found = valueAt(value, path);
  return found?.kind === 'str' ? textOf(found.bytes) : null;
}

function entryOf(value: WireValue, name: string): WireValue | null {
  if (value.kind !== 'map') return null;
  const entry = value.entries.findLast(([key]) => key.kind === 'str' && textOf(key.bytes) === name);
  return entry?.[1] ?? null;
}
