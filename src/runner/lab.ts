import { performance } from 'node:perf_hooks';
import type { KernelKind, Probe } from '../kernels/index.js';
import { judge, type Trial } from '../oracles/index.js';
import type { Schema } from '../schema/index.js';
import type { Case } from '../wire/index.js';
import { execute } from './execute.js';
import {
  FRESH_MS,
  HASTY,
  PACE_ANSWERS_MIN,
  PATIENT,
  QUIET_MS,
  SILENCE_FACTOR,
  SILENCE_MS_MIN,
  WINDOW_FRAMES,
  WINDOW_FRAMES_PROGRAM,
  type Patience,
} from './limits.js';
import { Live } from './live.js';
import type { Guard } from './guardOf.js';
import { targetOf } from './targetOf.js';
import { isIll, type Tried } from './tried.js';

export interface TryOptions {
  /** Default: by the pace of the kernels so far. */
  readonly patience?: Patience;
  /** Nothing more is sent after this moment. Default: never. */
  readonly until?: number;
  readonly thenStop?: boolean;
}

/** Starts kernels of one kind and runs cases on them: the one place where trials are made. */
export class Lab {
  readonly kind: KernelKind;
  readonly #guard: Guard;
  readonly #host: Schema;
  #warm: Live | null = null;
  #started = 0;
  #nonce = 0;
  #answers = 0;
  #longestPauseMs = 0;

  constructor(kind: KernelKind, host: Schema, guard: Guard) {
    this.kind = kind;
    this.#guard = guard;
    this.#host = host;
  }

  /** Kernels started so far. */
  get started(): number {
    return this.#started;
  }

  /** By the pace of the kernels so far, once it is known. */
  get patience(): Patience {
    if (this.#answers < PACE_ANSWERS_MIN) return PATIENT;
    const silenceMs = Math.min(
      PATIENT.silenceMs,
      Math.max(SILENCE_MS_MIN, this.#longestPauseMs * SILENCE_FACTOR),
    );
    return { ...PATIENT, silenceMs };
  }

  async start(): Promise<Live> {
    this.#started += 1;
    const kernel = await this.kind.launch();
    try {
      return new Live(this.kind, kernel, targetOf(this.kind, this.#host, kernel.loses));
    } catch (error) {
      await kernel.kill();
      throw error;
    }
  }

  /** Runs a case on a kernel that is already there. */
  async tryOn(live: Live, input: Case, options: TryOptions = {}): Promise<Tried> {
    const {
      history,
      case: sent,
      kept,
    } = await execute(live, input, {
      probes: () => this.#probes(),
      patience: options.patience ?? this.patience,
      windowFrames: this.kind.answers === 'program' ? WINDOW_FRAMES_PROGRAM : WINDOW_FRAMES,
      quietMs: this.kind.answers === 'program' ? QUIET_MS : 0,
      until: options.until ?? Infinity,
      thenStop: options.thenStop ?? false,
      guard: this.#guard,
    });
    const trial: Trial = { target: live.target, case: sent, history };
    const tried = { trial, judgements: judge(trial), kept };
    this.#learnPace(live);
    return tried;
  }

  /** Runs a case alone on a kernel of its own, from its start to its stop. */
  async tryFresh(input: Case, patience: Patience = this.patience): Promise<Tried> {
    const live = await this.start();
    try {
      const until = performance.now() + FRESH_MS;
      return await this.tryOn(live, input, { patience, thenStop: true, until });
    } finally {
      await live.kernel.kill();
    }
  }

  /** Runs a case on a kernel that is kept for the next call, as long as it stays well. Little patience. */
  async tryWarm(input: Case): Promise<Tried> {
    const live = (this.#warm ??= await this.start());
    const tried = await this.tryOn(live, input, { patience: HASTY });
    const ill = isIll(tried);
    if (ill || live.worn) await this.cool();
    return tried;
  }

  /** Ends the kernel that {@link tryWarm} keeps. */
  async cool(): Promise<void> {
    const warm = this.#warm;
    this.#warm = null;
    await warm?.kernel.kill();
  }

  #learnPace({ answers, longestPauseMs }: Live): void {
    this.#answers += answers;
    this.#longestPauseMs = Math.max(this.#longestPauseMs, longestPauseMs);
  }

  #probes(): readonly Probe[] {
    this.#nonce += 1;
    return this.kind.probes(this.#nonce);
  }
}
