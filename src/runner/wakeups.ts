/** Lets several loops wait for the same news, each with its own patience. */
export class Wakeups {
  readonly #waiting = new Set<() => void>();

  wake(): void {
    if (this.#waiting.size === 0) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resume of waiting) resume();
  }

  /** True when woken in time, false when `ms` milliseconds passed first. */
  async within(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(resume);
        resolve(false);
      }, ms);
      this.#waiting.add(resume);
    });
  }
}
