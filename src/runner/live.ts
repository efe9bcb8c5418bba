import type { Event } from '../history/index.js';
import type { Kernel, KernelKind, Watch } from '../kernels/index.js';
import type { Target } from '../oracles/index.js';
import { decode, type Step } from '../wire/index.js';
import { LIFE_BYTES } from './limits.js';
import type { Pace } from './pace.js';

/** A step of the past with its value as it was made, where its bytes are one. */
export function recalled(step: Step): Step {
  if (step.kind !== 'send') return step;
  const decoded = step.value.kind === 'raw' ? decode(step.value.bytes, { headers: true }) : null;
  return decoded?.kind === 'value' ? { ...step, value: decoded.value } : step;
}

/** A running kernel with all that was ever sent to it: enough to judge it, and to do the same again to a fresh one. */
export class Live {
  readonly kernel: Kernel;
  readonly #target: () => Target;
  /** It was launched to be late, and its first case begins with that. */
  readonly isLate: boolean;
  readonly watch: Watch;
  /** The next number of each channel: frames sent since the kernel started. */
  readonly seqs: Map<string, number> = new Map();
  /** The steps of every case so far, as far as they were sent; their values as raw bytes, see {@link recalled}. */
  readonly past: Step[] = [];
  /** What came between two cases; the next history begins with it. */
  late: Event[] = [];
  frames = 0;
  bytes = 0;
  /** Answers received, and the longest pause before one, in milliseconds. */
  answers = 0;
  longestPauseMs = 0;
  probes = 0;

  /** @param target what the oracles must know of it; asked for when it is ready */
  constructor(kind: KernelKind, kernel: Kernel, target: () => Target, isLate: boolean = false) {
    this.kernel = kernel;
    this.#target = target;
    this.isLate = isLate;
    this.watch = kind.watch();
  }

  get target(): Target {
    return this.#target();
  }

  get pace(): Pace {
    return { answers: this.answers, longestPauseMs: this.longestPauseMs };
  }

  /** It has lived long enough: what it was sent can still be sent again in one go. */
  isWorn(lifeFrames: number): boolean {
    return this.frames >= lifeFrames || this.bytes >= LIFE_BYTES;
  }

  nextSeq(channel: string): number {
    const seq = this.seqs.get(channel) ?? 0;
    this.seqs.set(channel, seq + 1);
    return seq;
  }

  /** The last frames of a channel never reached the kernel: it does not count them. Returns their numbers. */
  takeBack(channel: string, frames: number): readonly number[] {
    const next = (this.seqs.get(channel) ?? 0) - frames;
    this.seqs.set(channel, next);
    return Array.from({ length: frames }, (_, at) => next + at);
  }
}
