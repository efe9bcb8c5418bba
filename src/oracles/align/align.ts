import { alignBySeq } from './alignBySeq.js';
import { alignInOrder } from './alignInOrder.js';
import { lossesOf, unaligned, type Alignment, type Pairing } from './pairing.js';

/**
 * Tells which answer belongs to which frame. A healthy channel is seen at a glance; otherwise the number and the
 * payload decide together: of two explanations, one that trusts the numbers and one that trusts the payloads, the
 * one is taken that has to assume less, so that one lost frame does not make everything after it look wrong.
 */
export function align(pairing: Pairing): Alignment {
  const straight = alignStraight(pairing);
  if (straight !== null) return straight;
  const bySeq = alignBySeq(pairing);
  if (isPlain(pairing, bySeq)) return bySeq;
  const inOrder = alignInOrder(pairing);
  return inOrder !== null && inOrder.cost <= bySeq.cost ? inOrder : bySeq;
}

/** No kernel that numbers wrongly gives every number once, or only numbers under which the payloads are right. */
function isPlain(pairing: Pairing, { frameOf, cost }: Alignment): boolean {
  const isWhole = pairing.answers === pairing.frames && !frameOf.includes(-1);
  return isWhole || cost === lossesOf(pairing.frames, frameOf);
}

/** Every answer in its place, none too many; null when it is not so. */
function alignStraight(pairing: Pairing): Alignment | null {
  if (pairing.answers > pairing.frames) return null;
  for (let at = 0; at < pairing.answers; at += 1) {
    if (pairing.claimed(at) !== at || !pairing.fits(at, at)) return null;
  }
  const { frameOf, repeats } = unaligned(pairing.answers);
  for (let at = 0; at < pairing.answers; at += 1) frameOf[at] = at;
  return { frameOf, repeats, cost: lossesOf(pairing.frames, frameOf) };
}
