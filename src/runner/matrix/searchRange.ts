/** The first and the last place of a row where something holds. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Finds how far something reaches to both sides of a place where it holds, with few questions: an end first, and then
 * by halves. It is taken for granted that it holds everywhere between; what is seen elsewhere widens the range.
 *
 * @param seen places where it holds, at least one
 * @param holds null: it cannot be told there, and the search goes no further to that side
 * @returns `whole`: each side was searched to its end
 */
export async function searchRange(
  length: number,
  seen: readonly number[],
  holds: (at: number) => Promise<boolean | null>,
): Promise<Range & { readonly whole: boolean }> {
  const low = await edge(Math.min(...seen), 0, holds);
  const high = await edge(Math.max(...seen), length - 1, holds);
  return { first: low.at, last: high.at, whole: low.whole && high.whole };
}

/** The farthest place from `from` towards `end` where it still holds. */
async function edge(
  from: number,
  end: number,
  holds: (at: number) => Promise<boolean | null>,
): Promise<{ readonly at: number; readonly whole: boolean }> {
  let inside = from;
  let outside = end;
  if (inside === outside) return { at: inside, whole: true };
  let answer = await holds(end);
  if (answer === true) return { at: end, whole: true };
  while (answer !== null && Math.abs(outside - inside) > 1) {
    const middle = Math.trunc((inside + outside) / 2);
    answer = await holds(middle);
    if (answer === true) inside = middle;
    else outside = middle;
  }
  return { at: inside, whole: answer !== null };
}
