import { array, map, type Entry, type WireValue } from '../wire/index.js';
import type { Cursor } from './cursor.js';
import { identityOf } from './identity.js';
import type { Plan } from './plan.js';

/** What became of adding something; `unhashable` is for the caller to tell. */
export type Added = 'added' | 'unhashable' | 'ended';

/** The items of a set: of equal ones the first is kept. `asTuple`: see {@link identityOf}. */
export class SetItems {
  readonly items: WireValue[] = [];
  readonly #seen = new Set<string>();
  readonly #plan: Plan;
  readonly #asTuple: boolean;

  constructor(plan: Plan, asTuple: boolean) {
    this.#plan = plan;
    this.#asTuple = asTuple;
  }

  add(cursor: Cursor, value: WireValue): Added {
    const identity = identityOf(value, this.#plan, this.#asTuple);
    if (identity.kind === 'ask') cursor.ask(identity.because);
    if (identity.kind !== 'known') return identity.kind === 'ask' ? 'ended' : identity.kind;
    if (!this.#seen.has(identity.text)) this.items.push(value);
    this.#seen.add(identity.text);
    return 'added';
  }

  /** In which order more than one item is written again depends on their hashes. */
  finish(cursor: Cursor): WireValue {
    if (this.items.length > 1) cursor.doubt('the order of a set when it is encoded again');
    return array(this.items);
  }
}

/** The entries of a dict: of equal keys the first is kept, in its place, with the last value. */
export class DictEntries {
  readonly entries: Entry[] = [];
  readonly #places = new Map<string, number>();
  readonly #plan: Plan;
  readonly #asTuple: boolean;

  /** `plan` is that of the keys. */
  constructor(plan: Plan, asTuple: boolean) {
    this.#plan = plan;
    this.#asTuple = asTuple;
  }

  add(cursor: Cursor, key: WireValue, value: WireValue): Added {
    const identity = identityOf(key, this.#plan, this.#asTuple);
    if (identity.kind === 'ask') cursor.ask(identity.because);
    if (identity.kind !== 'known') return identity.kind === 'ask' ? 'ended' : identity.kind;
    const { entries } = this;
    const before = this.#places.get(identity.text) ?? entries.length;
    this.#places.set(identity.text, before);
    entries[before] = [entries[before]?.[0] ?? key, value];
    return 'added';
  }

  finish(): WireValue {
    return map(this.entries);
  }
}
