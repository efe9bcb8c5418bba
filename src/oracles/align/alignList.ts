import { lossesOf, unaligned, type Alignment } from './pairing.js';
import { pairCheaply, pairInTurn } from './pairLists.js';

/** Frames, and the items of a list that bears no numbers, as far as pairing them needs it. */
export interface ListPairing {
  readonly frames: number;
  readonly items: number;
  /** Whether it must be in the list; else it may be missing without anything being wrong. */
  isSure(frame: number): boolean;
  /** Whether the item is what a healthy kernel makes of the frame. */
  fits(frame: number, item: number): boolean;
}

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

/** No other pair could be better. */
function isSettled(pairing: ListPairing, frame: number, item: number): boolean {
  return pairing.isSure(frame) && pairing.fits(frame, item);
}

function pairLeftovers(pairing: ListPairing, frameOf: Int32Array, repeats: Int32Array): void {
  const taken = new Set(frameOf);
  for (let item = 0; item < pairing.items; item += 1) {
    if (frameOf[item] !== -1) continue;
    const fitting = [...sureFramesFor(pairing, item)];
    const moved = fitting.find((frame) => !taken.has(frame));
    if (moved === undefined) {
      repeats[item] = fitting[0] ?? -1;
    } else {
      frameOf[item] = moved;
      taken.add(moved);
    }
  }
}

function* sureFramesFor(pairing: ListPairing, item: number): Generator<number> {
  for (let frame = 0; frame < pairing.frames; frame += 1) if (isSettled(pairing, frame, item)) yield frame;
}
