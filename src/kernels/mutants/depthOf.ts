import type { WireValue } from '../../wire/index.js';

/** How many containers are open at once at the deepest place of a value: 1 for an empty array. */
export function depthOf(value: WireValue): number {
  let deepest = 0;
  const open: (readonly [value: WireValue, depth: number])[] = [[value, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [inner, depth] = next;
    if (inner.kind !== 'array' && inner.kind !== 'map') {
      continue;
    }
    deepest = Math.max(deepest, depth);
    for (const child of inner.kind === 'array' ? inner.items : inner.entries.flat()) {
      open.push([child, depth + 1]);
    }
  }
  return deepest;
}
