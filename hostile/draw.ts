/** Choices from a seed: equal seeds and equal numbers of an input, equal choices on every machine. */
export class Draw {
  #state: number;

  constructor(seed: number, index: number) {
    this.#state = (seed ^ Math.imul(index + 1, 0x9e3779b1)) | 0;
    // Neighbours begin close together: the first choices would be alike.
    for (let round = 0; round < 3; round += 1) this.#next();
  }

  /** A whole number from 0 below `count`. */
  below(count: number): number {
    return this.#next() % count;
  }

  /** Once in so many times. */
  rarely(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of them. @throws RangeError when there is none */
  pick<Item>(items: readonly Item[]): Item {
    const at = this.below(Math.max(1, items.length));
    for (const item of items.slice(at, at + 1)) return item;
    throw new RangeError('Picked one of a list: expected an item, the list is empty.');
  }

  /** A length from 0 to `most`, small ones far more often. */
  length(most: number): number {
    return this.below(this.below(this.below(most + 1) + 1) + 1);
  }

  byte(): number {
    return this.#next() & 0xff;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
