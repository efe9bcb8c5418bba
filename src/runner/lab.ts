import { performance } from 'node:perf_hooks';
import type { KernelKind, Probe } from '../kernels/index.js';
import { judge, type Target, type Trial } from '../oracles/index.js';
import type { Schema } from '../schema/index.js';
import type { Case, Fault } from '../wire/index.js';
import { execute } from './execute.js';
import {
  FRESH_MS,
  LIFE_FRAMES,
  QUIET_MS,
  WINDOW_FRAMES,
  WINDOW_FRAMES_PROGRAM,
  type Patience,
} from './limits.js';
import { Live } from './live.js';
import { hasteAfter, patienceAfter, togetherAt, type Pace } from './pace.js';
import type { Guard } from './guardOf.js';
import { targetOf } from './targetOf.js';
import { isIll, type Tried } from './tried.js';

export interface TryOptions {
  /** Default: by the pace of the kernels so far. */
  readonly patience?: Patience;
  /** Nothing more is sent after this moment. Default: never. */
  readonly until?: number;
  readonly thenStop?: boolean;
  /** Work for the host while the kernel works off the case. */
  readonly meanwhile?: () => void;
}

const NOTHING = (): void => {};

/** How late the kernel of a case has to be, in milliseconds; null: it says nothing of that. */
function latenessIn({ steps }: Case): number | null {
  const [first] = steps;
  return first?.kind === 'fault' && first.fault.kind === 'late-start' ? first.fault.forMs : null;
}

/** Starts kernels of one kind and runs cases on them: the one place where trials are made. */
export class Lab {
  readonly kind: KernelKind;
  readonly #guard: Guard;
  readonly #host: Schema;
  #warm: Live | null = null;
  #ahead: Promise<Live> | null = null;
  #started = 0;
  #nonce = 0;
  #pace: Pace = { answers: 0, longestPauseMs: 0 };

  constructor(kind: KernelKind, host: Schema, guard: Guard) {
    this.kind = kind;
    this.#guard = guard;
    this.#host = host;
  }

  /** Kernels started so far. */
  get started(): number {
    return this.#started;
  }

  /** For shrinking, which tries much and is confirmed afterwards. */
  get haste(): Patience {
    return hasteAfter(this.#pace);
  }

  /** A kernel that has been sent nothing yet; for a case that asks for one that is late, one that is. */
  async start(input: Case | null = null): Promise<Live> {
    if (input !== null && this.needsItsOwn(input)) return this.#launch(latenessIn(input) ?? 0);
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead ?? this.#launch();
  }

  /** Starts the kernel that the next {@link start} gives, while there is something else to wait for. */
  startAhead(): void {
    this.#ahead ??= this.#launch();
    // It may never be asked for; whoever does is told.
    this.#ahead.catch(() => {});
  }

  /** Whether a case can only be run on a kernel that was started for it. */
  needsItsOwn(input: Case): boolean {
    const lateMs = latenessIn(input);
    return lateMs !== null && this.#refuses({ kind: 'late-start', forMs: lateMs }) === null;
  }

  async #launch(lateMs?: number): Promise<Live> {
    this.#started += 1;
    const kernel = await this.kind.launch(lateMs);
    try {
      const target = (): Target => targetOf(this.kind, this.#host, kernel);
      if (lateMs !== undefined) return new Live(this.kind, kernel, target, true);
      const known = target();
      return new Live(this.kind, kernel, () => known);
    } catch (error) {
      await kernel.kill();
      throw error;
    }
  }

  /** Runs a case on a kernel that is already there. */
  async tryOn(live: Live, input: Case, options: TryOptions = {}): Promise<Tried> {
    const began = performance.now();
    const {
      history,
      case: sent,
      kept,
    } = await execute(live, input, {
      probes: () => this.#probes(),
      patience: () =>
        options.patience ?? patienceAfter(togetherAt(this.#pace, live.pace), this.kind.slowestMs),
      windowFrames: this.kind.answers === 'program' ? WINDOW_FRAMES_PROGRAM : WINDOW_FRAMES,
      quietMs: this.kind.answers === 'program' ? QUIET_MS : 0,
      until: options.until ?? Infinity,
      thenStop: options.thenStop ?? false,
      meanwhile: options.meanwhile ?? NOTHING,
      guard: this.#guard,
      refuses: (fault) => this.#refuses(fault),
    });
    const trial: Trial = { target: live.target, case: sent, history };
    const seconds = (performance.now() - began) / 1_000;
    const { started = null } = live.kernel;
    const tried = { trial, judgements: judge(trial), kept, seconds, started };
    this.#pace = togetherAt(this.#pace, live.pace);
    return tried;
  }

  /** Runs a case alone on a kernel of its own, from its start to its stop. */
  async tryFresh(input: Case): Promise<Tried> {
    return this.#tryAlone(await this.start(input), input, {});
  }

  /** The same for one trial of many: the kernel of the next one starts meanwhile. Ends with {@link cool}. */
  async tryNext(input: Case, patience: Patience): Promise<Tried> {
    const live = await this.start(input);
    this.startAhead();
    return this.#tryAlone(live, input, { patience });
  }

  async #tryAlone(live: Live, input: Case, options: TryOptions): Promise<Tried> {
    try {
      const until = performance.now() + FRESH_MS;
      return await this.tryOn(live, input, { ...options, thenStop: true, until });
    } finally {
      await live.kernel.kill();
    }
  }

  /** Runs a case on a kernel that is kept for the next call, as long as it stays well. */
  async tryWarm(input: Case, patience: Patience): Promise<Tried> {
    const live = (this.#warm ??= await this.start());
    this.startAhead();
    const tried = await this.tryOn(live, input, { patience });
    if (isIll(tried) || live.isWorn(LIFE_FRAMES)) {
      this.#warm = null;
      await live.kernel.kill();
    }
    return tried;
  }

  /** Ends the kernels that are kept for later. */
  async cool(): Promise<void> {
    const kept = [this.#warm, await this.#ahead?.catch(() => null)];
    this.#warm = null;
    this.#ahead = null;
    for (const live of kept) await live?.kernel.kill();
  }

  /** A fault that makes no sense with this kernel is left out, and counted. */
  #refuses({ kind }: Fault): string | null {
    const { faults, name } = this.kind;
    return faults === undefined || faults.includes(kind)
      ? null
      : `${kind}: makes no sense with ${name}, or nobody could judge what follows`;
  }

  #probes(): readonly Probe[] {
    this.#nonce += 1;
    return this.kind.probes(this.#nonce);
  }
}
