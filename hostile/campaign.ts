import { hostileInput } from './hostileInput.js';
import { attempt, judge, type Fault } from './judge.js';
import { ALONE_BYTES_MIN, MEMORY_BYTES_MAX } from './limits.js';
import { collectGarbage, forgetPeak, PEAK_IS_KNOWN, peakBytes, residentBytes } from './memory.js';
import type { Parser } from './parser.js';
import { shrink } from './shrink.js';

export interface Campaign {
  readonly parsers: readonly [Parser, ...Parser[]];
  readonly seed: number;
  /** Number of the first input. */
  readonly from: number;
  /** Whether to go on, asked between batches. */
  readonly goesOn: (tally: Tally) => boolean;
  readonly inputs: number;
  readonly found: (failure: Failure) => void;
  /** What reading an input takes of memory at most, in bytes, where nothing else is under way; asked when it looks like too much. */
  readonly memoryAlone: (parser: Parser, input: Uint8Array) => number;
}

export interface Failure {
  readonly parser: string;
  readonly index: number;
  readonly fault: Fault;
  /** As small as it was found. */
  readonly input: Uint8Array;
}

/** What was read, by the names of the readers. */
export interface Score {
  inputs: number;
  taken: number;
  large: number;
  /** The slowest that was found, which may be the machine's fault; its bytes. */
  slowestMs: number;
  slowestBytes: number;
  /** Of large inputs, as the process saw it; garbage is in it. */
  peakBytes: number;
}

export interface Tally {
  inputs: number;
  /** Inputs that were measured again in a process of their own. */
  remeasured: number;
  readonly scores: Map<string, Score>;
}

const BATCH = 2_000;

/** Gives every reader hostile inputs, and judges what comes of it. */
export function campaign(options: Campaign): Tally {
  const tally: Tally = { inputs: 0, remeasured: 0, scores: new Map() };
  const run = new Run(options, tally);
  for (let at = options.from; at < options.from + options.inputs && options.goesOn(tally); at += BATCH) {
    run.batch(at, Math.min(BATCH, options.from + options.inputs - at));
  }
  return tally;
}

class Run {
  readonly #options: Campaign;
  readonly #tally: Tally;
  /** The least that the process had when nothing was held: what is more belongs to an input. */
  #floor = Infinity;

  constructor(options: Campaign, tally: Tally) {
    this.#options = options;
    this.#tally = tally;
  }

  batch(from: number, count: number): void {
    this.#begin();
    for (let index = from; index < from + count; index += 1) this.#one(index);
    // One of them may have taken too much, or all of them left garbage.
    if (this.#grown() > MEMORY_BYTES_MAX) this.#lookAgain(from, count);
  }

  /** In smaller and smaller parts, so that garbage is collected in between and few are looked at alone. */
  #lookAgain(from: number, count: number): void {
    const part = Math.ceil(count / 10);
    for (let at = from; at < from + count; at += part) {
      const inputs = Math.min(part, from + count - at);
      this.#begin();
      for (let index = at; index < at + inputs; index += 1) {
        const { parser, bytes } = this.#input(index);
        attempt(parser, bytes);
        if (inputs === 1) this.#judgeMemory(parser, bytes, index);
      }
      if (inputs > 1 && this.#grown() > MEMORY_BYTES_MAX) this.#lookAgain(at, inputs);
    }
  }

  #one(index: number): void {
    const { parser, bytes } = this.#input(index);
    const alone = bytes.length >= ALONE_BYTES_MIN;
    if (alone) this.#begin();
    const { taken, ms, fault } = judge(parser, bytes);
    this.#tally.inputs += 1;
    const score = this.#score(parser.name);
    score.inputs += 1;
    score.taken += taken ? 1 : 0;
    if (ms > score.slowestMs) [score.slowestMs, score.slowestBytes] = [ms, bytes.length];
    if (fault !== null) this.#tell(parser, bytes, index, fault);
    if (!alone) return;
    score.large += 1;
    score.peakBytes = Math.max(score.peakBytes, this.#grown());
    this.#judgeMemory(parser, bytes, index);
    this.#begin();
  }

  #judgeMemory(parser: Parser, bytes: Uint8Array, index: number): void {
    if (this.#grown() <= MEMORY_BYTES_MAX) return;
    this.#tally.remeasured += 1;
    const needed = this.#options.memoryAlone(parser, bytes);
    if (needed <= MEMORY_BYTES_MAX) return;
    const text = `${mb(needed)} for ${bytes.length} bytes, ${mb(MEMORY_BYTES_MAX)} are allowed`;
    this.#tell(parser, bytes, index, { kind: 'memory', text });
  }

  #tell(parser: Parser, input: Uint8Array, index: number, fault: Fault): void {
    const isCost = fault.kind === 'slow' || fault.kind === 'memory';
    const small = isCost
      ? input
      : shrink(input, (smaller) => judge(parser, smaller).fault?.kind === fault.kind);
    const told = isCost ? fault : (judge(parser, small).fault ?? fault);
    this.#options.found({ parser: parser.name, index, fault: told, input: small });
  }

  #input(index: number): ReturnType<typeof hostileInput> {
    return hostileInput(this.#options.parsers, this.#options.seed, index);
  }

  #begin(): void {
    if (!PEAK_IS_KNOWN) return;
    collectGarbage();
    this.#floor = Math.min(this.#floor, residentBytes());
    forgetPeak();
  }

  #grown(): number {
    return PEAK_IS_KNOWN ? peakBytes() - this.#floor : 0;
  }

  #score(name: string): Score {
    let score = this.#tally.scores.get(name);
    if (score === undefined) {
      score = { inputs: 0, taken: 0, large: 0, slowestMs: 0, slowestBytes: 0, peakBytes: 0 };
      this.#tally.scores.set(name, score);
    }
    return score;
  }
}

export function mb(bytes: number): string {
  return bytes === Infinity ? 'more than the heap has' : `${(bytes / 2 ** 20).toFixed(0)} MB`;
}
