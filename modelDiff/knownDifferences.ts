/** What the real decoder does otherwise than predicted, and is not going to be modelled. */
export interface KnownDifference {
  readonly reason: string;
  /** Whether a disagreement, as it is told, is this one. */
  readonly is: (fault: string) => boolean;
}

/** None. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];
