import type { KernelKind } from '../src/kernels/index.js';
import { Draw } from '../hostile/draw.js';
import { collectGarbage, residentBytes } from '../hostile/memory.js';
import { held, leftSince } from './resources.js';
import { WAYS, type Way } from './ways.js';

export interface SoakOptions {
  readonly kind: KernelKind;
  readonly kernels: number;
  readonly seed: number;
  /** So many are started and ended before the first look: what is loaded and kept once for all is no leak. */
  readonly warmUp: number;
  /** Folders in which nothing may be left. */
  readonly folders: readonly string[];
  readonly progress: (lives: number) => void;
}

/** What was left, and what the host held at the first look and at the end; memory in bytes. */
export interface Soaked {
  readonly lives: ReadonlyMap<string, number>;
  /** Lives that went wrong otherwise than by the way they were to end. */
  readonly failures: readonly string[];
  readonly left: readonly string[];
  readonly before: Memory;
  readonly after: Memory;
}

export interface Memory {
  readonly resident: number;
  readonly heap: number;
}

/** Kernels that live at once. */
const LANES = 2;

/** Starts kernels and ends them, one way or another, and looks at what is left. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const run = new Soak(options);
  await run.live(0, options.warmUp);
  const [first, before] = [held(options.folders), memory()];
  await run.live(options.warmUp, options.kernels);
  const left = await leftSince(first, options.folders);
  return { lives: run.lives, failures: run.failures, left, before, after: memory() };
}

class Soak {
  readonly lives = new Map<string, number>();
  readonly failures: string[] = [];
  readonly #options: SoakOptions;
  readonly #ways: readonly Way[];
  #started = 0;

  constructor(options: SoakOptions) {
    this.#options = options;
    this.#ways = options.kind.name === 'echo' ? WAYS : WAYS.filter(({ echoOnly }) => !echoOnly);
  }

  /** The lives from number `from` up to `to`, a few at once; ends when all have ended. */
  async live(from: number, to: number): Promise<void> {
    let next = from;
    const lane = async (): Promise<void> => {
      while (next < to) {
        next += 1;
        await this.#one(next - 1);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  async #one(index: number): Promise<void> {
    const way = this.#wayOf(index);
    this.lives.set(way.name, (this.lives.get(way.name) ?? 0) + 1);
    try {
      await way.live(this.#options.kind);
    } catch (error) {
      this.failures.push(
        `life ${index}, ${way.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    this.#started += 1;
    this.#options.progress(this.#started);
  }

  /** Each way once first, so that a warm-up has met all of them; then by their shares. */
  #wayOf(index: number): Way {
    const first = this.#ways[index];
    if (first !== undefined) return first;
    const total = this.#ways.reduce((sum, { share }) => sum + share, 0);
    let left = new Draw(this.#options.seed, index).below(total);
    for (const way of this.#ways) {
      left -= way.share;
      if (left < 0) return way;
    }
    return WAYS[0];
  }
}

function memory(): Memory {
  collectGarbage();
  collectGarbage();
  return { resident: residentBytes(), heap: process.memoryUsage().heapUsed };
}
