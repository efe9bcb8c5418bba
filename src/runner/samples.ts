import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Sample } from '../report/index.js';

const EVERY_MS = 1_000;
/** More of them than a picture has points are thinned out. */
const SAMPLES_MAX = 1_200;
/** Of Linux on all that Node runs on there. */
const PAGE_BYTES = 4_096;

/** Takes a sample of a run about every second, of a long run ever less often: a thousand or so are enough for any. */
export class Samples {
  readonly #began = performance.now();
  readonly #now: () => Pick<Sample, 'messages' | 'kernels'> & { readonly pid: number | null };
  #taken: Sample[] = [];
  #everyMs = EVERY_MS;
  #takenAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  constructor(now: () => Pick<Sample, 'messages' | 'kernels'> & { readonly pid: number | null }) {
    this.#now = now;
  }

  start(): void {
    this.#take();
    this.#timer = setInterval(() => {
      if (performance.now() - this.#takenAt >= this.#everyMs * 0.9) this.#take();
    }, EVERY_MS).unref();
  }

  /** The last one, and all of them. */
  end(): readonly Sample[] {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#take();
    return this.#taken;
  }

  #take(): void {
    this.#takenAt = performance.now();
    const { messages, kernels, pid } = this.#now();
    const at = (this.#takenAt - this.#began) / 1_000;
    const kernelBytes = pid === null ? null : residentBytes(pid);
    this.#taken.push({ at, messages, kernels, hostBytes: process.memoryUsage.rss(), kernelBytes });
    if (this.#taken.length <= SAMPLES_MAX) return;
    this.#taken = this.#taken.filter((_, index) => index % 2 === 0);
    this.#everyMs *= 2;
  }
}

/** What a process holds in memory, where the system tells; null elsewhere, and when it has ended. */
export function residentBytes(pid: number): number | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return Number.isFinite(pages) ? pages * PAGE_BYTES : null;
  } catch {
    return null;
  }
}
