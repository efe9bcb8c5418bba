/** What an ordinary message of a kind takes a kernel, in milliseconds, where that is more than one; measured, not promised. */
const COSTS_MS: Readonly<Record<string, number>> = {
  // Asks the package manager, a process of its own.
  'install-packages': 200,
  // Infers the types of names.
  'code-completion': 80,
  'execute-cells': 12,
  'update-cell-config': 6,
  'execute-scratchpad': 5,
  'update-ui-element': 4,
  'set-breakpoints': 3,
  'rename-notebook': 4,
  'create-notebook': 2,
  'execute-stale-cells': 3,
  'sync-graph': 2,
};

/** The dearest that is drawn at all, but for a case that is about it. */
const DEAREST_MS = 100;
/** How often the cheapest is drawn for each time that the dearest is. */
const CHEAPEST_SHARE = 20;

/**
 * How often a tag is drawn among others, so that a run spends its time on all of them and not on the slowest: as often
 * as it is cheap. 0: only in a case that is about it.
 */
export function shareOf(tag: string | null): number {
  const cost = COSTS_MS[tag ?? ''] ?? 1;
  if (cost > DEAREST_MS) return 0;
  return Math.max(1, Math.round(CHEAPEST_SHARE / cost));
}
