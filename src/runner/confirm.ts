import { type Violation } from '../oracles/index.js';
import type { Case } from '../wire/index.js';
import { looseFindingSignature } from './findingSignature.js';
import type { Lab } from './lab.js';
import { CONFIRM_RUNS, CONFIRM_RUNS_MAX } from './limits.js';
import { violationsOf, type Tried } from './tried.js';

export interface Confirmed {
  /** It came back `k` times in `n` runs, each alone on a fresh kernel. */
  readonly k: number;
  readonly n: number;
  /** The last run that showed it; null when none did. */
  readonly shown: Shown | null;
}

export interface Shown {
  readonly tried: Tried;
  readonly violation: Violation;
}

/**
 * Runs a case alone on fresh kernels: three at a time, because a silent kernel is mostly waited for. Where they
 * disagree, three more. A violation that comes back in half of the runs or more is believed, see {@link isBelieved}.
 */
export async function confirm(
  lab: Lab,
  input: Case,
  like: (violation: Violation) => boolean,
): Promise<Confirmed> {
  let k = 0;
  let n = 0;
  let shown: Shown | null = null;
  while (n < CONFIRM_RUNS || (n < CONFIRM_RUNS_MAX && k > 0 && k < n)) {
    const runs = Array.from({ length: CONFIRM_RUNS }, async () => lab.tryFresh(input));
    for (const tried of await Promise.all(runs)) {
      n += 1;
      const violation = violationsOf(tried).find(like);
      if (violation === undefined) continue;
      k += 1;
      shown = { tried, violation };
    }
  }
  return { k, n, shown };
}

export function isBelieved({ k, n }: { readonly k: number; readonly n: number }): boolean {
  return k * 2 >= n && k > 0;
}

/** Alike but for tag and path. */
export function looksLike(one: Violation): (other: Violation) => boolean {
  const signature = looseFindingSignature(one);
  return (other) => looseFindingSignature(other) === signature;
}
