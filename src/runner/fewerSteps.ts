/** Tells whether a smaller input still shows what is being shrunk. */
export type StillFails<T> = (items: readonly T[]) => Promise<boolean>;

/**
 * The few items that are likely to blame: a failure at item `suspect` is nearly always due to it alone, or to it and
 * its neighbours. Null when none of these windows fails.
 */
export async function likelyWindow<T>(
  items: readonly T[],
  suspect: number | null,
  stillFails: StillFails<T>,
): Promise<readonly T[] | null> {
  if (suspect === null) return null;
  for (const [before, after] of NEIGHBOURS) {
    const window = items.slice(Math.max(0, suspect - before), suspect + 1 + after);
    if (window.length < items.length && (await stillFails(window))) return window;
  }
  return null;
}

/** How many items before and after the suspect, the likeliest first. */
const NEIGHBOURS: readonly (readonly [before: number, after: number])[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [3, 0],
  [7, 0],
];

/**
 * The fewest items that still fail, in their order: delta debugging, leaving out ever smaller chunks until none can go.
 *
 * The result is 1-minimal (no single item can be left out) unless `stillFails` ran out of its budget and said no.
 */
export async function fewerSteps<T>(start: readonly T[], stillFails: StillFails<T>): Promise<readonly T[]> {
  let items = start;
  let size = Math.ceil(items.length / 2);
  while (items.length > 1) {
    let left = false;
    for (let at = 0; at < items.length && items.length > 1;) {
      const rest = [...items.slice(0, at), ...items.slice(at + size)];
      if (rest.length > 0 && (await stillFails(rest))) {
        items = rest;
        left = true;
      } else {
        at += size;
      }
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (!left) break;
  }
  return items;
}
