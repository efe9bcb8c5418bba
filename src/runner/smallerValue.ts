import type { WireValue } from '../wire/index.js';
import { childrenOf, smallerForms, withChild } from './smallerForms.js';

/** Above this, the length is found by halving before single bytes are looked at. */
const BYTES_FEW = 64;

/** Nodes looked at in one pass: a value of a million nodes is reduced from the top and left at that. */
const NODES_MAX = 2_000;

/**
 * The smallest value that still fails: every node, from the root down, takes its first smaller form that fails too,
 * until no node has one.
 */
export async function smallerValue(
  start: WireValue,
  lift: boolean,
  stillFails: (value: WireValue) => Promise<boolean>,
): Promise<WireValue> {
  let value = start;
  for (let progress = true; progress;) {
    progress = false;
    const path: number[] = [];
    for (let visited = 0; visited < NODES_MAX; visited += 1) {
      const smaller = await smallerAt(value, path, lift, stillFails);
      if (smaller !== null) {
        value = smaller;
        progress = true;
      } else if (!advance(value, path)) {
        break;
      }
    }
  }
  return value;
}

async function smallerAt(
  value: WireValue,
  path: readonly number[],
  lift: boolean,
  stillFails: (value: WireValue) => Promise<boolean>,
): Promise<WireValue | null> {
  const spine = spineTo(value, path);
  const node = spine.at(-1);
  if (node === undefined) return null;
  if ('bytes' in node && node.bytes.length > BYTES_FEW) {
    const length = await shortest(node.bytes.length, async (fewer) =>
      stillFails(replaced(spine, path, { ...node, bytes: node.bytes.subarray(0, fewer) })),
    );
    if (length < node.bytes.length)
      return replaced(spine, path, { ...node, bytes: node.bytes.subarray(0, length) });
  }
  for (const form of smallerForms(node, lift)) {
    const candidate = replaced(spine, path, form);
    if (await stillFails(candidate)) return candidate;
  }
  return null;
}

/** The least length that fails, where longer ones fail too; the last word is what was really seen to fail. */
async function shortest(length: number, fails: (length: number) => Promise<boolean>): Promise<number> {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await fails(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** The nodes from the root to the one at `path`. */
function spineTo(value: WireValue, path: readonly number[]): readonly WireValue[] {
  const spine = [value];
  for (const index of path) {
    const child = childrenOf(spine.at(-1) ?? value)[index];
    if (child === undefined) break;
    spine.push(child);
  }
  return spine;
}

function replaced(spine: readonly WireValue[], path: readonly number[], form: WireValue): WireValue {
  let value = form;
  for (let depth = spine.length - 2; depth >= 0; depth -= 1) {
    const parent = spine[depth];
    const index = path[depth];
    if (parent !== undefined && index !== undefined) value = withChild(parent, index, value);
  }
  return value;
}

/** Moves `path` to the next node in order, parents before children; false after the last. */
function advance(value: WireValue, path: number[]): boolean {
  const spine = spineTo(value, path);
  path.length = spine.length - 1;
  if (childrenOf(spine.at(-1) ?? value).length > 0) {
    path.push(0);
    return true;
  }
  while (path.length > 0) {
    const index = path.pop() ?? 0;
    const parent = spine[path.length];
    if (parent !== undefined && index + 1 < childrenOf(parent).length) {
      path.push(index + 1);
      return true;
    }
  }
  return false;
}
