import { leafSame } from './leafSame.js';
import type { WireValue } from './value.js';

export { sameBytes } from './leafSame.js';

/**
 * Whether two values are the same: kinds, ints by value, floats by width and bits, str by its bytes, the order of
 * items and of entries. `header` and `declared` are no part of a value. Raw bytes equal only the same raw bytes.
 * Any depth.
 */
export function equal(a: WireValue, b: WireValue): boolean {
  const pending: WireValue[] = [a, b];
  for (;;) {
    const right = pending.pop();
    const left = pending.pop();
    if (left === undefined || right === undefined) return true;
    if (left === right) continue;
    if (left.kind === 'array' && right.kind === 'array') {
      if (left.items.length !== right.items.length) return false;
      pushPairs(pending, left.items, right.items);
    } else if (left.kind === 'map' && right.kind === 'map') {
      if (left.entries.length !== right.entries.length) return false;
      for (const [i, entry] of left.entries.entries()) pushPairs(pending, entry, right.entries[i] ?? []);
    } else if (!leafSame(left, right)) {
      return false;
    }
  }
}

function pushPairs(pending: WireValue[], left: readonly WireValue[], right: readonly WireValue[]): void {
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const [a, b] = [left[i], right[i]];
    if (a !== undefined && b !== undefined) pending.push(a, b);
  }
}
