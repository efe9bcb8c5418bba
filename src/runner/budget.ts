import { performance } from 'node:perf_hooks';

/** Time and runs that one piece of work may take. */
export class Budget {
  readonly until: number;
  readonly #runsMax: number;
  #runs = 0;

  constructor(ms: number, runsMax: number) {
    this.until = performance.now() + ms;
    this.#runsMax = runsMax;
  }

  get runs(): number {
    return this.#runs;
  }

  get spent(): boolean {
    return this.#runs >= this.#runsMax || performance.now() >= this.until;
  }

  /** Counts one run; false when there is none left. */
  take(): boolean {
    if (this.spent) return false;
    this.#runs += 1;
    return true;
  }
}
