interface Waiting {
  readonly holds: () => boolean;
  readonly resume: () => void;
}

/** Lets several loops wait for the same news, each for what concerns it, and with its own patience. */
export class Wakeups {
  readonly #waiting = new Set<Waiting>();

  wake(): void {
    for (const waiting of this.#waiting) {
      if (waiting.holds()) waiting.resume();
    }
  }

  /** True when it held at some news in time, false when `ms` milliseconds passed first. */
  async within(ms: number, holds: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (inTime: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        resolve(inTime);
      };
      const timer = setTimeout(end, ms, false);
      const waiting: Waiting = { holds, resume: () => end(true) };
      this.#waiting.add(waiting);
    });
  }
}
