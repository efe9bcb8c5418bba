/** What became of a list: which item is which, what went, what came. Indices count in the list they belong to. */
export interface Pairing {
  readonly pairs: readonly (readonly [from: number, to: number])[];
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/**
 * Pairs the items of two lists: by the first rule what it can pair, by the next what is left. Under one rule, an item
 * goes with the first one that fits.
 */
export function pair<T>(
  from: readonly T[],
  to: readonly T[],
  rules: readonly ((from: T, to: T) => boolean)[],
): Pairing {
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  for (const rule of rules) {
    for (const [index, item] of from.entries()) {
      if (partners.has(index)) continue;
      const found = to.findIndex((other, place) => !taken.has(place) && rule(item, other));
      if (found < 0) continue;
      partners.set(index, found);
      taken.add(found);
    }
  }
  return {
    pairs: [...partners].toSorted(([left], [right]) => left - right),
    gone: [...from.keys()].filter((index) => !partners.has(index)),
    come: [...to.keys()].filter((place) => !taken.has(place)),
  };
}

/** Also pairs what is left over when only one reading is possible: `fits` holds for exactly one partner on either side. */
export function pairOnly(pairing: Pairing, fits: (from: number, to: number) => boolean): Pairing {
  const { gone, come } = pairing;
  const only = gone.flatMap((from): [number, number][] => {
    const candidates = come.filter((to) => fits(from, to));
    const [to] = candidates;
    if (to === undefined || candidates.length > 1) return [];
    return gone.filter((other) => fits(other, to)).length === 1 ? [[from, to]] : [];
  });
  const found = new Map(only);
  const places = new Set(found.values());
  return {
    pairs: [...pairing.pairs, ...only].toSorted(([left], [right]) => left - right),
    gone: gone.filter((from) => !found.has(from)),
    come: come.filter((to) => !places.has(to)),
  };
}

/**
 * The order that brings the items that stay, once the others are gone, into that of the new list: at place `i` what stood
 * at place `order[i]`. Null where they are in it already.
 */
export function orderOf({ pairs }: Pairing): readonly number[] | null {
  const order = pairs
    .map(([, to], index) => ({ to, index }))
    .toSorted((left, right) => left.to - right.to)
    .map(({ index }) => index);
  return order.every((from, place) => from === place) ? null : order;
}
