/**
 * What becomes of a message between two peers, worst first: it is refused (or its meaning is taken for something else
 * that is refused); it is taken and says something else; it may be refused, by a documented limit (a closed union and
 * a tag it does not know) or by code that only Python knows; it is taken as it was meant.
 */
export type Level = 'breaks' | 'loses' | 'hazard' | 'safe';

/** What a rule says of one direction and one codec. */
export interface Claim {
  readonly level: Level;
  /** Why, in a few words. */
  readonly because: string;
}

const RANK: Readonly<Record<Level, number>> = { safe: 0, hazard: 1, loses: 2, breaks: 3 };

/** The worst of some claims; the first one where several are. */
export function worst(claims: readonly Claim[]): Claim {
  return claims.reduce((left, right) => (RANK[right.level] > RANK[left.level] ? right : left), SAFE);
}

/** The best of some claims; the first one where several are. */
export function best(claims: readonly Claim[]): Claim {
  const [first = SAFE, ...rest] = claims;
  return rest.reduce((left, right) => (RANK[right.level] < RANK[left.level] ? right : left), first);
}

/** Nothing is different to the reader. */
export const SAFE: Claim = { level: 'safe', because: 'read as it was written' };
