import { groupBy } from './groupBy.js';
import type { Owing, Reply } from './owing.js';

/** Of replies without a name, those that are missing: so many of these were not answered, and nobody can say which. */
export interface Shortage {
  readonly missing: number;
  /** In the order of sending. */
  readonly among: readonly Owing[];
  /** When the reply came that shows that they are missing: its index among all frames received. */
  readonly shownAt: number;
}

/** What the counting of one channel came to. */
export interface Counted {
  readonly shortages: readonly Shortage[];
  /** Owings whose reply is known to have come. */
  readonly settled: ReadonlySet<Owing>;
  /** Owings after the last reply with a name: nothing shows yet that they are missing. */
  readonly open: readonly Owing[];
}

/**
 * Counts replies that carry no name. A channel is served in order, so between two replies that have names stand the
 * nameless ones for what was asked in between: fewer of a kind than are owed there are a loss. More are none:
 * a program may have reasons of its own to send them.
 *
 * @param owings all that is owed on one channel
 * @param replyOf the replies with names, in the order of `owings`: what came out of order is left out
 * @param nameless in the order of arrival
 */
export function countNameless(
  owings: readonly Owing[],
  replyOf: ReadonlyMap<Owing, Reply>,
  nameless: readonly Reply[],
): Counted {
  const shortages: Shortage[] = [];
  const settled = new Set<Owing>();
  let between: Owing[] = [];
  let next = 0;
  for (const owing of owings) {
    const anchor = replyOf.get(owing);
    if (anchor === undefined) {
      if (owing.key === null && owing.owed === 'each') between.push(owing);
      continue;
    }
    const from = next;
    while ((nameless[next]?.arrival ?? Infinity) < anchor.arrival) next += 1;
    const came = nameless.slice(from, next);
    for (const [op, among] of groupBy(between, ({ rule }) => rule.reply)) {
      const missing = among.length - came.filter((reply) => reply.op === op).length;
      if (missing > 0) shortages.push({ missing, among, shownAt: anchor.arrival });
      else for (const one of among) settled.add(one);
    }
    between = [];
  }
  return { shortages, settled, open: openOf(between, nameless.slice(next), settled) };
}

/** After the last name there may be replies still, and they answer in order. */
function openOf(
  between: readonly Owing[],
  nameless: readonly Reply[],
  settled: Set<Owing>,
): readonly Owing[] {
  const open: Owing[] = [];
  for (const [op, among] of groupBy(between, ({ rule }) => rule.reply)) {
    const came = nameless.filter((reply) => reply.op === op).length;
    for (const one of among.slice(0, came)) settled.add(one);
    open.push(...among.slice(came));
  }
  return open;
}
