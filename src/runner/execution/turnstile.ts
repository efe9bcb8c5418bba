/** Lets one through at a time, in the order of asking. */
export class Turnstile {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it is one's turn; what it resolves with is called when one is through. */
  async enter(): Promise<() => void> {
    const before = this.#last;
    const waiting: (() => void)[] = [];
    this.#last = new Promise((resolve) => {
      waiting.push(resolve);
    });
    await before;
    return () => {
      for (const next of waiting) next();
    };
  }
}
