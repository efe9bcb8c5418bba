import type { Allowed } from '../config/index.js';
import type { Violation } from '../oracles/index.js';

/** Why a violation is accepted, by the list of a target; null: it is not. */
export function allowedBy(list: readonly Allowed[]): (violation: Violation) => string | null {
  return ({ outcome, tag }) =>
    list.find((line) => line.outcome === outcome && (line.tag === undefined || line.tag === tag))?.because ??
    null;
}
