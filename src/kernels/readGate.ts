import type { End } from './levers.js';

/** Whether a host takes frames in. Several may close it; it is open again when all of them have ended that. */
export class ReadGate {
  #shut = 0;
  #opened: Promise<void> | null = null;
  #open: () => void = () => {};

  /** Null: it is open. Else a promise of that. */
  get opened(): Promise<void> | null {
    return this.#opened;
  }

  shut(): End {
    this.#shut += 1;
    this.#opened ??= new Promise((resolve) => {
      this.#open = resolve;
    });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#shut -= 1;
      if (this.#shut > 0) return;
      this.#opened = null;
      this.#open();
    };
  }
}
