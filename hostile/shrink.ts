/** How long making an input smaller may take. */
const SHRINK_MS = 10_000;

/** The smallest input found for which it still holds: parts are cut out, halves first, and bytes made plain. */
export function shrink(input: Uint8Array, holds: (input: Uint8Array) => boolean): Uint8Array {
  const end = performance.now() + SHRINK_MS;
  let best = input;
  const better = (candidate: Uint8Array): boolean => {
    if (performance.now() > end || !holds(candidate)) return false;
    best = candidate;
    return true;
  };
  for (let size = best.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < best.length;) {
      const cut = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      if (!better(cut)) at += size;
    }
  }
  for (let at = 0; at < best.length; at += 1) {
    const plain = Uint8Array.from(best);
    plain[at] = 0x30;
    if (best[at] !== 0x30) better(plain);
  }
  return best;
}
