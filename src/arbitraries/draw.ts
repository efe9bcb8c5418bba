import type { Random } from 'fast-check';
import { ArbitraryError } from './arbitraryError.js';

/** One part of a value, as the range of the choices that made it. */
export interface Span {
  readonly from: number;
  to: number;
}

/** Everything that was chosen while a value was made: enough to make it again, or a simpler one. */
export interface Tape {
  readonly choices: readonly number[];
  /** In the order in which the parts began, outer ones first. */
  readonly spans: readonly Span[];
}

/** How to make a value again: these choices, and within one span (by its index) always the simplest. */
export interface Replay {
  readonly choices: readonly number[];
  readonly plain: { readonly span: number; readonly to: number } | null;
}

/**
 * Where the parts of a value come from: a sequence of bounded choices, taken from fast-check's random stream or from
 * a tape. The smaller a choice, the simpler the value, so shrinking is one thing for all of them: play a smaller tape.
 * Whatever the tape, the value that comes out is one that could have been drawn.
 */
export class Draw {
  readonly #random: Random | null;
  readonly #replay: Replay | null;
  readonly #tape: { readonly choices: number[]; readonly spans: Span[] } | null;
  readonly #open: Span[] = [];
  #at = 0;
  #plain: Span | null = null;

  private constructor(random: Random | null, replay: Replay | null, records: boolean) {
    this.#random = random;
    this.#replay = replay;
    this.#tape = records ? { choices: [], spans: [] } : null;
  }

  /** Without a tape: most values are never shrunk, and keeping what was chosen costs more than choosing. */
  static from(random: Random): Draw {
    return new Draw(random, null, false);
  }

  static recording(random: Random): Draw {
    return new Draw(random, null, true);
  }

  /** Past the end of the tape every choice is 0. */
  static again(replay: Replay): Draw {
    return new Draw(null, replay, true);
  }

  /** Empty where nothing was recorded. */
  get tape(): Tape {
    return this.#tape ?? { choices: [], spans: [] };
  }

  /** 0 to n - 1, evenly; `n` from 1 to 2^32. */
  below(n: number): number {
    const choice = this.#random === null ? this.#recall(n) : this.#random.nextInt(0, n - 1);
    if (this.#tape !== null) this.#tape.choices.push(choice);
    return choice;
  }

  #recall(n: number): number {
    if (this.#plain !== null || this.#replay === null) return 0;
    const choice = this.#replay.choices[this.#at] ?? 0;
    this.#at += 1;
    return choice < n ? choice : n - 1;
  }

  /** From `low` to `high`, both inclusive; `low` is the simplest. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True `part` times out of `whole`; false is simpler. */
  chance(part: number, whole: number): boolean {
    return this.below(whole) >= whole - part;
  }

  /** One of a list that is not empty; the first is the simplest. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined)
      throw new ArbitraryError(
        'empty-list',
        'One of a list was to be picked: expected an item, the list is empty.',
      );
    return item;
  }

  /** From 0 to `max`, small ones far more often: each doubling of the size is as likely as the one before. */
  skewed(max: number): number {
    if (max <= 0) return 0;
    const bits = this.below(Math.ceil(Math.log2(max + 1)) + 1);
    return Math.min(max, bits === 0 ? 0 : this.below(2 ** bits));
  }

  /** An unsigned integer of so many bits, up to 64. */
  bits(width: number): bigint {
    if (width <= 32) return BigInt(this.below(2 ** width));
    const high = BigInt(this.below(2 ** (width - 32)));
    return (high << 32n) | BigInt(this.below(2 ** 32));
  }

  /** The choices from here to {@link end} make one part, which shrinking may simplify or leave out as a whole. */
  begin(): void {
    if (this.#tape === null) return;
    const { choices, spans } = this.#tape;
    const span = { from: choices.length, to: -1 };
    spans.push(span);
    this.#open.push(span);
    if (this.#plain === null && this.#replay?.plain?.span === spans.length - 1) this.#plain = span;
  }

  end(): void {
    const span = this.#open.pop();
    if (span === undefined || this.#tape === null) return;
    span.to = this.#tape.choices.length;
    if (this.#plain === span) {
      this.#plain = null;
      this.#at = this.#replay?.plain?.to ?? this.#at;
    }
  }

  /**
   * A list of `min` to `max` items, `usual` of them on average where that fits; each item can be left out by shrinking.
   */
  list<T>(min: number, max: number, usual: number, item: (index: number) => T): T[] {
    const items: T[] = [];
    for (;;) {
      if (items.length >= max) return items;
      this.begin();
      const more = items.length < min || this.chance(usual, usual + 1);
      if (more) items.push(item(items.length));
      this.end();
      if (!more) return items;
    }
  }
}
