import type { ListPairing } from './listPairing.js';

/** What is left to be paired: from the same place in both, up to an end in each. */
export interface Rest {
  readonly pairing: ListPairing;
  readonly from: number;
  readonly frames: number;
  readonly items: number;
}

const EXTRA = 1;
const LOST = 1;
/** Dearer than being lost, dearer than being one too many, cheaper than both. */
const CHANGED = 1.5;
/** A frame that may be missing is rather there: else its item would have to be something else. */
const LEFT_OUT = 0.001;

/** Weighs all ways to pair the rest in order, and takes the cheapest. */
export function pairCheaply(rest: Rest, frameOf: Int32Array): void {
  const table = weigh(rest);
  for (let frame = rest.from, item = rest.from; frame < rest.frames && item < rest.items;) {
    const here = table.at(frame, item);
    if (here === table.at(frame + 1, item + 1) + together(rest, frame, item)) {
      frameOf[item] = frame;
      frame += 1;
      item += 1;
    } else if (here === table.at(frame + 1, item) + missing(rest, frame)) {
      frame += 1;
    } else {
      item += 1;
    }
  }
}

/** What it costs to explain the frames and the items from some place on. */
interface Costs {
  at(frame: number, item: number): number;
}

function weigh(rest: Rest): Costs {
  const { from, frames, items } = rest;
  const width = items - from + 1;
  const costs = new Float64Array((frames - from + 1) * width);
  const place = (frame: number, item: number): number => (frame - from) * width + item - from;
  const at = (frame: number, item: number): number => costs[place(frame, item)] ?? Infinity;
  for (let item = items - 1; item >= from; item -= 1)
    costs[place(frames, item)] = at(frames, item + 1) + EXTRA;
  for (let frame = frames - 1; frame >= from; frame -= 1) {
    costs[place(frame, items)] = at(frame + 1, items) + missing(rest, frame);
    for (let item = items - 1; item >= from; item -= 1) {
      costs[place(frame, item)] = Math.min(
        at(frame + 1, item) + missing(rest, frame),
        at(frame, item + 1) + EXTRA,
        at(frame + 1, item + 1) + together(rest, frame, item),
      );
    }
  }
  return { at };
}

function missing({ pairing }: Rest, frame: number): number {
  return pairing.isSure(frame) ? LOST : LEFT_OUT;
}

function together({ pairing }: Rest, frame: number, item: number): number {
  return pairing.fits(frame, item) ? 0 : CHANGED;
}

/** How far ahead a frame is looked for that fits an item. */
const AHEAD_MAX = 100;

/** One item after the other goes to the next frame that it fits; where none is near, to the next that must be there. */
export function pairInTurn(rest: Rest, frameOf: Int32Array): void {
  let next = rest.from;
  for (let item = rest.from; item < rest.items && next < rest.frames; item += 1) {
    const frame = nextFor(rest, next, item);
    if (frame === null) return;
    frameOf[item] = frame;
    next = frame + 1;
  }
}

function nextFor({ pairing, frames }: Rest, next: number, item: number): number | null {
  let sure = next;
  while (sure < frames && !pairing.isSure(sure)) sure += 1;
  // What comes before it may be missing, so it has the first claim.
  if (sure < frames && pairing.fits(sure, item)) return sure;
  const end = Math.min(frames, Math.max(sure, next + AHEAD_MAX));
  for (let frame = next; frame < end; frame += 1) if (pairing.fits(frame, item)) return frame;
  return sure < frames ? sure : null;
}
