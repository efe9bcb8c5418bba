import { simplerSlots, type Slot } from './slot.js';

/** A case to try, and the attempt that made it. */
export interface SimplerCase {
  readonly slots: readonly Slot[];
  readonly from: number;
}

/**
 * The cases to try in place of a case: without half of its messages, a quarter, ... a single one, at every place; then
 * with one message simpler. Begins at the attempt that helped last, and comes round to what was before it, so that
 * one turn without success means that no message can go and none can be simpler.
 */
export function* simplerCases(slots: readonly Slot[], from: number): Generator<SimplerCase, void, undefined> {
  const cuts = cutsOf(slots.length);
  const total = cuts.length + slots.length;
  for (let step = 0; step < total; step += 1) {
    const index = (from + step) % total;
    const cut = cuts[index];
    if (cut === undefined) yield* simplerAt(slots, index, index - cuts.length);
    else yield { slots: slots.toSpliced(cut.at, cut.count), from: afterCut(cut, slots.length) };
  }
}

function* simplerAt(
  slots: readonly Slot[],
  index: number,
  at: number,
): Generator<SimplerCase, void, undefined> {
  const slot = slots[at];
  if (slot === undefined) return;
  for (const simpler of simplerSlots(slot)) yield { slots: slots.with(at, simpler), from: index };
}

interface Cut {
  readonly at: number;
  readonly count: number;
}

/** Halves, quarters and so on, down to single messages; never all of them at once. */
function cutsOf(length: number): readonly Cut[] {
  const cuts: Cut[] = [];
  for (let count = length >> 1; count >= 1; count >>= 1) {
    for (let at = 0; at < length; at += count) cuts.push({ at, count: Math.min(count, length - at) });
  }
  return cuts;
}

/** Where to go on once a cut has helped: cuts of the same size, at the same place. */
function afterCut({ at, count }: Cut, length: number): number {
  const cuts = cutsOf(length - count);
  const same = cuts.findIndex((cut) => cut.count <= count && cut.at >= at);
  return Math.max(0, same);
}
