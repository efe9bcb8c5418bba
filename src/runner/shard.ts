/** One of so many parts of a run: they share its cases, and nothing else. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/**
 * So many cases in a row go to one shard. One in two or four of a run is a scenario, one in a few more has a fault: dealt
 * out one by one they could all fall to the same shard.
 */
const TOGETHER = 24;

/** The number that case `turn` of a shard has in the whole run. Each case of the whole has one turn in one shard. */
export function caseNumber({ index, count }: Shard, turn: number): number {
  return (Math.floor(turn / TOGETHER) * count + index) * TOGETHER + (turn % TOGETHER);
}
