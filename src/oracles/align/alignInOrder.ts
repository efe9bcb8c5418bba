import { lossesOf, unaligned, type Alignment, type Pairing } from './pairing.js';

/** How much may be compared while looking ahead, in all: what costs more is not worth explaining. */
const LOOKS_MAX = 200_000;
const BYTES_MAX = 32 * 1024 * 1024;

/**
 * Believes the payloads and the order: every answer belongs to the next frame it fits, frames in between were lost,
 * and an answer that fits the frame just answered repeats it. This explains a kernel that numbers what it handles
 * and not what it receives, and one that numbers wrongly.
 *
 * Null: some answer fits nothing that follows.
 */
export function alignInOrder(pairing: Pairing): Alignment | null {
  const { frameOf, repeats } = unaligned(pairing.answers);
  const ahead = new LookAhead(pairing);
  let next = 0;
  let extra = 0;
  for (let answer = 0; answer < pairing.answers; answer += 1) {
    if (next < pairing.frames && pairing.fits(next, answer)) {
      frameOf[answer] = next;
      next += 1;
    } else if (next > 0 && pairing.fits(next - 1, answer)) {
      repeats[answer] = next - 1;
      extra += 1;
    } else {
      const frame = ahead.find(next + 1, answer);
      if (frame === null) return null;
      frameOf[answer] = frame;
      next = frame + 1;
    }
  }
  return {
    frameOf,
    repeats,
    cost: extra + lossesOf(pairing.frames, frameOf) + renumberings(pairing, frameOf, repeats),
  };
}

class LookAhead {
  readonly #pairing: Pairing;
  #looks = LOOKS_MAX;
  #bytes = BYTES_MAX;

  constructor(pairing: Pairing) {
    this.#pairing = pairing;
  }

  find(from: number, answer: number): number | null {
    const weight = this.#pairing.weight(answer);
    for (let frame = from; frame < this.#pairing.frames; frame += 1) {
      this.#looks -= 1;
      this.#bytes -= weight;
      if (this.#looks < 0 || this.#bytes < 0) return null;
      if (this.#pairing.resembles(frame, answer)) return frame;
    }
    return null;
  }
}

/** How often the distance between the number that an answer bears and the one it ought to bear changes. */
function renumberings(pairing: Pairing, frameOf: Int32Array, repeats: Int32Array): number {
  let offset = 0;
  let changes = 0;
  for (let answer = 0; answer < frameOf.length; answer += 1) {
    const frame = frameOf[answer] ?? -1;
    const meant = frame >= 0 ? frame : (repeats[answer] ?? -1);
    const now = pairing.claimed(answer) - meant;
    if (now === offset) continue;
    offset = now;
    changes += 1;
  }
  return changes;
}
