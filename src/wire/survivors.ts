import { encodeAs } from './encode.js';
import { remains } from './explained.js';
import type { LossName } from './fidelity.js';
import type { Entry, WireValue } from './value.js';

/** An entry that is left of a map with doubled keys, and its index in that map. */
export interface Survivor {
  readonly entry: Entry;
  readonly origin: number;
}

/**
 * What a codec that may drop duplicate keys can have left of the expected entries, chosen to fit the actual ones:
 * every key at least once, in the place of one of its entries, with the value of one of its entries. Where nothing
 * fits, each key stands where it stood first, with its last value, for the comparison to blame.
 *
 * @param alike whether a value is explained by another; null: do not look, take the last value
 */
export function survivors(
  expected: readonly Entry[],
  actual: readonly Entry[],
  loses: ReadonlySet<LossName>,
  alike: ((expected: WireValue, actual: WireValue) => boolean) | null,
): readonly Survivor[] {
  const names = expected.map(([key]) => nameOf(key, loses));
  const twins = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const group = twins.get(name);
    if (group === undefined) twins.set(name, [index]);
    else group.push(index);
  }
  if (twins.size === expected.length) return expected.map((entry, origin) => ({ entry, origin }));
  const left: Survivor[] = [];
  const seen = new Set<string>();
  let at = 0;
  for (const [key, value] of actual) {
    const own = nameOf(key, loses);
    // A key that is a map may itself have lost entries, and then no name tells whose it was.
    const name = twins.has(own) ? own : names[expected.findIndex((entry) => alike?.(entry[0], key))];
    while (at < expected.length && names[at] !== name) at += 1;
    if (name === undefined || at === expected.length) return collapsed(expected, twins);
    const candidates = (twins.get(name) ?? []).flatMap((index) => expected.slice(index, index + 1));
    left.push({ entry: chosen(candidates, [key, value], alike), origin: at });
    seen.add(name);
    at += 1;
  }
  return seen.size === twins.size ? left : collapsed(expected, twins);
}

/** What is left of a key, as text: equal for keys that the losses make one. */
function nameOf(key: WireValue, loses: ReadonlySet<LossName>): string {
  return Buffer.from(encodeAs(key, (part) => remains(part, loses))).toString('latin1');
}

/** The entry that the candidates (in their order) may have become and that comes nearest to the actual one. */
function chosen(
  candidates: readonly Entry[],
  [key, value]: Entry,
  alike: ((expected: WireValue, actual: WireValue) => boolean) | null,
): Entry {
  const last = candidates[candidates.length - 1] ?? [key, value];
  if (candidates.length < 2 || alike === null) return last;
  const latestFirst = candidates.toReversed();
  // What is explained is replaced by what came, so that it is not compared a second time.
  return [
    latestFirst.some((entry) => alike(entry[0], key)) ? key : last[0],
    latestFirst.some((entry) => alike(entry[1], value)) ? value : last[1],
  ];
}

function collapsed(
  expected: readonly Entry[],
  twins: ReadonlyMap<string, readonly number[]>,
): readonly Survivor[] {
  return [...twins.values()].flatMap((indexes) => {
    const [origin] = indexes;
    const last = indexes[indexes.length - 1];
    const [first, latest] = [expected[origin ?? 0], expected[last ?? 0]];
    if (origin === undefined || first === undefined || latest === undefined) return [];
    return [{ entry: [first[0], latest[1]] as const, origin }];
  });
}
