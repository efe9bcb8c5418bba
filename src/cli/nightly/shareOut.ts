import type { TargetConfig } from '../../config/index.js';
import type { Shard } from '../../runner/index.js';

/** What one shard does for one target. */
export interface Part {
  readonly target: TargetConfig;
  /** Its cases: which of the shards that work on this target it is. */
  readonly shard: Shard;
  /** Its part of the shard's time, against those of the other parts. */
  readonly weight: number;
}

/** Less than this part of a shard's time is a rounding error. */
const NOTHING = 1e-9;

/**
 * The targets laid end to end, each as long as its share, and cut into as many equal pieces as there are shards: so that a
 * shard prepares and starts as few kernels as can be. Where a target is cut, its shards divide its cases.
 */
export function shareOut(targets: readonly TargetConfig[], { index, count }: Shard): readonly Part[] {
  const whole = targets.reduce((sum, { share = 1 }) => sum + share, 0);
  const parts: Part[] = [];
  let end = 0;
  for (const target of targets) {
    const begin = end;
    end += ((target.share ?? 1) / whole) * count;
    const first = Math.floor(begin + NOTHING);
    const last = Math.ceil(end - NOTHING) - 1;
    const weight = Math.min(end, index + 1) - Math.max(begin, index);
    if (weight <= NOTHING) continue;
    parts.push({ target, shard: { index: index - first, count: last - first + 1 }, weight });
  }
  return parts;
}
