/**
 * The answers that are out of order: as few as possible, so that one late answer is one, however many it let pass.
 *
 * @param frameOf - for each answer, in the order of arrival, its frame; -1 is left out
 * @returns indices into `frameOf`, ascending
 */
export function movedAnswers(frameOf: Int32Array): readonly number[] {
  if (isAscending(frameOf)) return [];
  const before = new Int32Array(frameOf.length).fill(-1);
  /** At [n - 1] the answer that ends the best ascending run of length n. */
  const ends: number[] = [];
  for (let answer = 0; answer < frameOf.length; answer += 1) {
    const frame = frameOf[answer] ?? -1;
    if (frame < 0) continue;
    const length = runsBelow(ends, frameOf, frame);
    before[answer] = ends[length - 1] ?? -1;
    ends[length] = answer;
  }
  const kept = new Set<number>();
  for (let answer = ends.at(-1) ?? -1; answer >= 0; answer = before[answer] ?? -1) kept.add(answer);
  const moved: number[] = [];
  for (const [answer, frame] of frameOf.entries()) if (frame >= 0 && !kept.has(answer)) moved.push(answer);
  return moved;
}

function isAscending(frameOf: Int32Array): boolean {
  let last = -1;
  for (const frame of frameOf) {
    if (frame < 0) continue;
    if (frame <= last) return false;
    last = frame;
  }
  return true;
}

/** The length of the longest run that ends below this frame: bisection, for the ends ascend. */
function runsBelow(ends: readonly number[], frameOf: Int32Array, frame: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((frameOf[ends[middle] ?? 0] ?? 0) < frame) low = middle + 1;
    else high = middle;
  }
  return low;
}
