/**
 * A row of bytes that choices are read from, so that fast-check can shrink what is chosen: a shorter or smaller tape
 * gives a simpler choice, an empty one the simplest.
 */
export class Tape {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** A number from 0 below `count`. */
  below(count: number): number {
    if (count <= 1) return 0;
    const first = this.#next();
    return (count > 256 ? first * 256 + this.#next() : first) % count;
  }

  /** Once in so many times, while the tape lasts. */
  rarely(times: number): boolean {
    return this.below(times) === times - 1;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  /** Undefined where there is nothing to choose from. */
  oneOf<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)];
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#next());
  }

  #next(): number {
    return this.#bytes[this.#at++] ?? 0;
  }
}
