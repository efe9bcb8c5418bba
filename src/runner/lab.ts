import { performance } from 'node:perf_hooks';
import type { KernelKind, Probe } from '../kernels/index.js';
import { judge, type Judgement, type Target, type Trial } from '../oracles/index.js';
import type { Case } from '../wire/index.js';
import { execute } from './execute.js';
import { FRESH_MS, SILENCE_MS, SILENCE_MS_SHRINK } from './limits.js';
import { Live } from './live.js';
import { targetOf } from './targetOf.js';

/** One case, run and judged. */
export interface Tried {
  readonly trial: Trial;
  readonly judgements: readonly Judgement[];
  /** Frames that were not sent because they might do harm, by reason. */
  readonly kept: ReadonlyMap<string, number>;
}

export interface TryOptions {
  /** Default: by the kernel's own pace. */
  readonly silenceMs?: number;
  readonly until?: number;
  readonly thenStop?: boolean;
}

export type Guard = (channel: string, bytes: Uint8Array) => string | null;

/** Starts kernels of one kind and runs cases on them: the one place where trials are made. */
export class Lab {
  readonly kind: KernelKind;
  readonly #guard: Guard;
  readonly #describe: (kind: KernelKind, loses: readonly string[]) => Target;
  #warm: Live | null = null;
  #started = 0;
  #nonce = 0;

  constructor(kind: KernelKind, guard: Guard, describe: Lab['targetOf'] = targetOf) {
    this.kind = kind;
    this.#guard = guard;
    this.#describe = describe;
  }

  /** Kernels started so far. */
  get started(): number {
    return this.#started;
  }

  targetOf(kind: KernelKind, loses: readonly string[]): Target {
    return this.#describe(kind, loses);
  }

  async start(): Promise<Live> {
    this.#started += 1;
    return new Live(this.kind, await this.kind.launch());
  }

  /** Runs a case on a kernel that is already there. */
  async tryOn(live: Live, input: Case, options: TryOptions = {}): Promise<Tried> {
    const {
      history,
      case: sent,
      kept,
    } = await execute(live, input, {
      probes: this.#probes(),
      silenceMs: options.silenceMs ?? live.silenceMs,
      until: options.until ?? Infinity,
      thenStop: options.thenStop ?? false,
      guard: this.#guard,
    });
    const trial: Trial = { target: this.#describe(this.kind, live.kernel.loses), case: sent, history };
    return { trial, judgements: judge(trial), kept };
  }

  /** Runs a case alone on a kernel of its own, with full patience. */
  async tryFresh(input: Case, thenStop = false, silenceMs: number = SILENCE_MS): Promise<Tried> {
    const live = await this.start();
    try {
      return await this.tryOn(live, input, { silenceMs, thenStop, until: performance.now() + FRESH_MS });
    } finally {
      await live.kernel.kill();
    }
  }

  /** Runs a case on a kernel that is kept for the next call, as long as it stays well. Little patience. */
  async tryWarm(input: Case): Promise<Tried> {
    const live = (this.#warm ??= await this.start());
    const tried = await this.tryOn(live, input, { silenceMs: SILENCE_MS_SHRINK });
    const ill = tried.trial.history.some(({ kind }) => kind === 'deadline' || kind === 'exit');
    if (ill || live.worn) await this.cool();
    return tried;
  }

  /** Ends the kernel that {@link tryWarm} keeps. */
  async cool(): Promise<void> {
    const warm = this.#warm;
    this.#warm = null;
    await warm?.kernel.kill();
  }

  #probes(): readonly Probe[] {
    this.#nonce += 1;
    return this.kind.probes(this.#nonce);
  }
}
