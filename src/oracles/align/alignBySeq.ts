import { answerOf, lossesOf, unaligned, type Alignment, type Pairing } from './pairing.js';

/** How many answers may have changed places with each other and still be seen as one change of places. */
const CYCLE_MAX = 8;
/** How far apart they may have been, counted in answers that do not fit. */
const REACH = 16;

/**
 * Believes the numbers: an answer belongs to the frame it names. Where payloads changed places among answers with
 * the right numbers, the payload decides, and the answers count as reordered.
 */
export function alignBySeq(pairing: Pairing): Alignment {
  const { frameOf, repeats } = unaligned(pairing.answers);
  const taken = new Map<number, number>();
  let extra = 0;
  for (let answer = 0; answer < pairing.answers; answer += 1) {
    const frame = pairing.claimed(answer);
    if (frame < 0 || frame >= pairing.frames) {
      extra += 1;
      continue;
    }
    const before = taken.get(frame);
    if (before === undefined) {
      taken.set(frame, answer);
      frameOf[answer] = frame;
      continue;
    }
    extra += 1;
    const better = pairing.fits(frame, answer) && !pairing.fits(frame, before);
    repeats[better ? before : answer] = frame;
    if (better) {
      frameOf[before] = -1;
      frameOf[answer] = frame;
      taken.set(frame, answer);
    }
  }
  const misfits = misfitsOf(pairing, frameOf);
  const swapped = undoSwaps(pairing, frameOf, misfits);
  const cost = extra + lossesOf(pairing.frames, frameOf) + 2 * (misfits.length - swapped) + swapped;
  return { frameOf, repeats, cost };
}

/** Frames whose answer does not fit, in ascending order. */
function misfitsOf(pairing: Pairing, frameOf: Int32Array): readonly number[] {
  const misfits: number[] = [];
  for (let answer = 0; answer < frameOf.length; answer += 1) {
    const frame = frameOf[answer] ?? -1;
    if (frame >= 0 && !pairing.fits(frame, answer)) misfits.push(frame);
  }
  return misfits.toSorted((a, b) => a - b);
}

/** Finds closed rings of frames in which each got the answer of the next, and puts them right. Returns how many. */
function undoSwaps(pairing: Pairing, frameOf: Int32Array, misfits: readonly number[]): number {
  const got = answerOf(pairing.frames, frameOf);
  const done = new Set<number>();
  for (let start = 0; start < misfits.length; start += 1) {
    const ring = ringFrom(pairing, got, misfits, start, done);
    for (const { frame, answer } of ring) {
      frameOf[answer] = frame;
      done.add(frame);
    }
  }
  return done.size;
}

interface Move {
  readonly frame: number;
  readonly answer: number;
}

function ringFrom(
  pairing: Pairing,
  got: Int32Array,
  misfits: readonly number[],
  start: number,
  done: ReadonlySet<number>,
): readonly Move[] {
  const first = misfits[start] ?? -1;
  const near = misfits
    .slice(Math.max(0, start - REACH), start + REACH + 1)
    .filter((frame) => !done.has(frame));
  const ring: Move[] = [];
  const seen = new Set<number>();
  for (let holder = first; ring.length < CYCLE_MAX && !done.has(first);) {
    const answer = got[holder] ?? -1;
    // The ring is closed as soon as it can be: then it is as small as it can be.
    const owner = pairing.resembles(first, answer)
      ? first
      : near.find((frame) => frame !== holder && !seen.has(frame) && pairing.resembles(frame, answer));
    if (owner === undefined) return [];
    ring.push({ frame: owner, answer });
    if (owner === first) return ring;
    seen.add(owner);
    holder = owner;
  }
  return [];
}
