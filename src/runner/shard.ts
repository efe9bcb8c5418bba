/** One of so many parts of a run: they share its cases, and nothing else. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** Every other case of a run may be a scenario: both of a pair go to the same shard, so that each has both kinds. */
const TOGETHER = 2;

/** The number that case `turn` of a shard has in the whole run. Each case of the whole has one turn in one shard. */
export function caseNumber({ index, count }: Shard, turn: number): number {
  return (Math.floor(turn / TOGETHER) * count + index) * TOGETHER + (turn % TOGETHER);
}
