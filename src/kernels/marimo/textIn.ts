import { textOf, type Json, type WireValue } from '../../wire/index.js';

/** The text at the end of a path of member names; null when something else stands there, or nothing. */
export function textInJson(json: Json, path: readonly string[]): string | null {
  let at: Json | undefined = json;
  for (const name of path) {
    at = at?.kind === 'object' ? at.entries.findLast(([key]) => key === name)?.[1] : undefined;
  }
  return at?.kind === 'str' ? at.value : null;
}

/** The same for a value on the wire; of doubled keys the last counts, as for the kernel's decoder. */
export function textInValue(value: WireValue, path: readonly string[]): string | null {
  let at: WireValue | undefined = value;
  for (const name of path) {
    at =
      at?.kind === 'map'
        ? at.entries.findLast(([key]) => key.kind === 'str' && textOf(key.bytes) === name)?.[1]
        : undefined;
  }
  return at?.kind === 'str' ? textOf(at.bytes) : null;
}
