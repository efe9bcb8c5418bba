import type { ListPairing } from './listPairing.js';
import { lossesOf, unaligned, type Alignment } from './pairing.js';
import { pairCheaply, pairInTurn } from './pairLists.js';

/** Pairs that are weighed against each other; a longer list is paired in turn. */
const PAIRS_MAX = 1_000_000;

/**
 * The cheapest explanation of a list in order: some frames were lost, some items are one too many, some were changed.
 * What then was lost in one place and is one too many in another has moved; what is one too many and fits a frame that
 * has its item repeats it.
 */
export function alignList(pairing: ListPairing): Alignment {
  const { frameOf, repeats } = unaligned(pairing.items);
  const { frames, items } = pairing;
  let from = 0;
  while (from < frames && from < items && isSettled(pairing, from, from)) {
    frameOf[from] = from;
    from += 1;
  }
  let same = 0;
  while (same < Math.min(frames, items) - from && isSettled(pairing, frames - 1 - same, items - 1 - same)) {
    frameOf[items - 1 - same] = frames - 1 - same;
    same += 1;
  }
  const rest = { pairing, from, frames: frames - same, items: items - same };
  const pairs = (rest.frames - from) * (rest.items - from);
  if (pairs > PAIRS_MAX) pairInTurn(rest, frameOf);
  else if (pairs > 0) pairCheaply(rest, frameOf);
  pairLeftovers(pairing, frameOf, repeats);
  return { frameOf, repeats, cost: lossesOf(frames, frameOf) };
}

/** What fits nothing near is looked for everywhere, but only for so many items. */
const LEFTOVERS_MAX = 200;

/** No other pair could be better. */
function isSettled(pairing: ListPairing, frame: number, item: number): boolean {
  return pairing.isSure(frame) && pairing.fits(frame, item);
}

function pairLeftovers(pairing: ListPairing, frameOf: Int32Array, repeats: Int32Array): void {
  const taken = new Set(frameOf);
  let looked = 0;
  for (let item = 0; item < pairing.items && looked < LEFTOVERS_MAX; item += 1) {
    if (frameOf[item] !== -1) continue;
    looked += 1;
    for (let frame = 0; frame < pairing.frames; frame += 1) {
      if (!isSettled(pairing, frame, item)) continue;
      if (taken.has(frame)) {
        if (repeats[item] === -1) repeats[item] = frame;
        continue;
      }
      frameOf[item] = frame;
      repeats[item] = -1;
      taken.add(frame);
      break;
    }
  }
}
