import { array, int, map, type WireValue } from '../../src/wire/index.js';

/** How deep a value may be nested: far beyond what recursion takes. */
export const DEEP = 100_000;

/** `[[[...leaf...]]]`, with maps (as keys and as values) in between. */
export function nested(depth: number, leaf: WireValue): WireValue {
  let value = leaf;
  for (let i = 0; i < depth; i += 1) {
    if (i % 3 === 0) value = array([value]);
    else value = map([i % 3 === 1 ? [int(i), value] : [value, int(i)]]);
  }
  return value;
}
