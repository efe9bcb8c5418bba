import { groupBy } from './groupBy.js';
import type { Owing, Reply } from './owing.js';
import { jsonAt } from './valueAt.js';

/** Which reply answers what. */
export interface Paired {
  readonly replyOf: ReadonlyMap<Owing, Reply>;
  /** Replies that name a request which was answered already. */
  readonly doubled: readonly { readonly reply: Reply; readonly owing: Owing }[];
  /** Replies whose name no request has, of kinds that always have one. */
  readonly unexpected: readonly Reply[];
  /** Replies that are told apart by their order alone. */
  readonly nameless: readonly Reply[];
}

/** Pairs replies with what is owed by the name that both carry; of equal names, in order. */
export function pairReplies(owings: readonly Owing[], replies: readonly Reply[]): Paired {
  const keyed = owings.filter(({ key }) => key !== null);
  const keyPaths = new Map(keyed.map(({ rule }) => [rule.reply, rule.key?.reply ?? []]));
  const groups = groupBy(keyed, ({ rule, key }) => nameOf(rule.reply, key ?? ''));
  const named = groupBy(replies, (reply) => {
    const path = keyPaths.get(reply.op);
    const key = path === undefined ? null : jsonAt(reply.json, path);
    return key?.kind === 'str' ? nameOf(reply.op, key.value) : null;
  });
  const sometimesNameless = new Set(owings.filter(({ key }) => key === null).map(({ rule }) => rule.reply));
  const replyOf = new Map<Owing, Reply>();
  const doubled: { reply: Reply; owing: Owing }[] = [];
  const unexpected: Reply[] = [];
  const nameless: Reply[] = [];
  for (const [name, came] of named) {
    const group = name === null ? [] : (groups.get(name) ?? []);
    const answered = chooseAnswered(group, came.length);
    for (const [at, reply] of came.entries()) {
      const owing = answered[at];
      const last = answered.at(-1);
      if (owing !== undefined) replyOf.set(owing, reply);
      else if (last !== undefined) doubled.push({ reply, owing: last });
      else if (sometimesNameless.has(reply.op) || !keyPaths.has(reply.op)) nameless.push(reply);
      else unexpected.push(reply);
    }
  }
  nameless.sort((a, b) => a.arrival - b.arrival);
  return { replyOf, doubled, unexpected, nameless };
}

function nameOf(op: string, key: string): string {
  return `${op} ${key}`;
}

/** Of requests with one name, those that so many replies answer: what need not be answered is left out first. */
function chooseAnswered(group: readonly Owing[], count: number): readonly Owing[] {
  let left = group;
  for (const owed of ['never', 'perhaps', 'last'] as const) {
    let excess = left.length - count;
    left = left.filter((owing) => owing.owed !== owed || (excess -= 1) < 0);
  }
  return left.slice(0, count);
}
