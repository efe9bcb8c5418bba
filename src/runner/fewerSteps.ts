/** Tells whether a smaller input still shows what is being shrunk. */
export type StillFails<T> = (items: readonly T[]) => Promise<boolean>;

/**
 * The fewest items that still fail, in their order: delta debugging, after a look at the likely culprits. A failure
 * at item `suspect` is nearly always due to it alone or to a few items before it, so windows that end there are tried
 * first: 1, 2, 4, ... items.
 *
 * The result is 1-minimal (no single item can be left out) unless `stillFails` ran out of its budget and said no.
 */
export async function fewerSteps<T>(
  items: readonly T[],
  suspect: number | null,
  stillFails: StillFails<T>,
): Promise<readonly T[]> {
  return withoutChunks(await likelyWindow(items, suspect, stillFails), stillFails);
}

async function likelyWindow<T>(
  items: readonly T[],
  suspect: number | null,
  stillFails: StillFails<T>,
): Promise<readonly T[]> {
  if (suspect === null) return items;
  for (let before = 0; before < items.length; before = before * 2 + 1) {
    for (const after of before === 0 ? [0, 1] : [0]) {
      const window = items.slice(Math.max(0, suspect - before), suspect + 1 + after);
      if (window.length < items.length && (await stillFails(window))) return window;
    }
  }
  return items;
}

/** Leaves out ever smaller chunks until none can go. */
async function withoutChunks<T>(start: readonly T[], stillFails: StillFails<T>): Promise<readonly T[]> {
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
