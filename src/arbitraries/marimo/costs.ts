/** What an ordinary message of a kind takes a kernel, in milliseconds, where that is more than most take; measured, not promised. */
const COSTS_MS: Readonly<Record<string, number>> = {
  // Asks the package manager, a process of its own.
  'install-packages': 200,
  // Infers the types of names; the first one in a kernel takes a second.
  'code-completion': 80,
  'execute-cells': 3,
  'execute-scratchpad': 2.5,
  'execute-stale-cells': 2,
  'rename-notebook': 2,
  'sync-graph': 1.5,
  'update-ui-element': 1.3,
  'invoke-function': 0.7,
  'create-notebook': 0.6,
  'delete-cell': 0.5,
  'edit-cells': 0.4,
  model: 0.4,
  'set-breakpoints': 0.4,
  'update-cell-config': 0.4,
};
/** What all others take. */
const CHEAPEST_MS = 0.2;

/** The dearest that is drawn at all, but for a case that is about it. */
const DEAREST_MS = 100;
/** How often the cheapest is drawn for each time that the dearest is. */
const CHEAPEST_SHARE = 30;

/**
 * How often a tag is drawn among others, so that a run spends its time on all of them and not on the slowest: as often
 * as it is cheap. 0: only in a case that is about it.
 */
export function shareOf(tag: string | null): number {
  const cost = COSTS_MS[tag ?? ''] ?? CHEAPEST_MS;
  if (cost > DEAREST_MS) return 0;
  return Math.max(1, Math.round((CHEAPEST_SHARE * CHEAPEST_MS) / cost));
}
