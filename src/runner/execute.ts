import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Event, History, SentEvent } from '../history/index.js';
import type { Probe, ProbeFrame } from '../kernels/index.js';
import { KernelError, TAP_CHANNEL } from '../kernels/index.js';
import { encode, type Case, type FaultStep, type SendStep, type Step } from '../wire/index.js';
import { DEAF_MS, LATE_PART, STOP_MS, WINDOW_BYTES, WINDOW_PART, type Patience } from './limits.js';
import type { Live } from './live.js';
import { Wakeups } from './wakeups.js';

export interface ExecuteOptions {
  /** Fresh probes, to follow the case; asked again where the kernel did not answer the first. */
  readonly probes: () => readonly Probe[];
  /** Asked anew for each wait: it depends on what was seen until then. */
  readonly patience: () => Patience;
  /** Answers that may be owed at once. */
  readonly windowFrames: number;
  /** How long to listen on when all is answered: what a program logs may come after what it answers. */
  readonly quietMs: number;
  /** Nothing more is sent after this moment (of `performance.now()`): the case is cut there, and judged as it is. */
  readonly until: number;
  /** Tell it to stop afterwards, with a few frames on `control` just before that it still has to answer. */
  readonly thenStop: boolean;
  /** Work for the host while the kernel works off what it was sent. */
  readonly meanwhile: () => void;
  /** Null: the frame may go out. Else why not; it is left out. */
  readonly guard: (channel: string, bytes: Uint8Array) => string | null;
}

export interface Executed {
  readonly history: History;
  /** The case as far as it was sent: the one the history belongs to. */
  readonly case: Case;
  /** Frames that the guard kept back, by reason. */
  readonly kept: ReadonlyMap<string, number>;
}

/** Runs one case on a living kernel: sends, probes, waits until all is answered or the kernel has gone silent. */
export async function execute(live: Live, input: Case, options: ExecuteOptions): Promise<Executed> {
  return new Execution(live, options).run(input);
}

/** How many frames on `control` precede a stop, so that answering what came before it is put to the test. */
const STOP_TAIL = 20;

/** A program that never stops talking is listened to for so many times its quiet. */
const QUIET_ROUNDS = 50;

/** A frame of a message on its way. */
interface Part {
  readonly step: SendStep;
  readonly index: number;
  readonly bytes: Uint8Array;
}

const ALONE: readonly Part[] = [];

class Execution {
  readonly #live: Live;
  readonly #options: ExecuteOptions;
  readonly #events: Event[];
  readonly #began = performance.now();
  readonly #wakeups = new Wakeups();
  readonly #kept = new Map<string, number>();
  #heardAt = this.#began;
  #bytesOwed = 0;
  /** That the process ends is the host's own doing. */
  #wanted = false;

  constructor(live: Live, options: ExecuteOptions) {
    this.#live = live;
    this.#options = options;
    this.#events = live.late.map((event) => ({ ...event, at: 0 }));
    live.late = [];
  }

  async run(input: Case): Promise<Executed> {
    this.#listen();
    const sent = await this.#sendAll(input);
    const { silenceMs, againMs } = this.#options.patience();
    const served = (await this.#probe(silenceMs)) || (await this.#probe(againMs));
    if (this.#options.quietMs > 0) await this.#quiet(this.#options.quietMs);
    if (this.#options.thenStop && served) await this.#stop();
    this.#collectInto(this.#live.late);
    return { history: this.#events, case: { steps: sent }, kept: this.#kept };
  }

  #at(): number {
    return performance.now() - this.#began;
  }

  #listen(): void {
    this.#collectInto(this.#events);
  }

  #collectInto(events: Event[]): void {
    const live = this.#live;
    live.kernel.listen({
      frame: (channel, bytes) => {
        const now = performance.now();
        if (channel === TAP_CHANNEL) {
          // No answer, and no sign that the kernel answers.
          events.push({ kind: 'tapped', at: now - this.#began, bytes });
          return;
        }
        if (live.watch.owed > 0) live.longestPauseMs = Math.max(live.longestPauseMs, now - this.#heardAt);
        this.#heardAt = now;
        live.answers += 1;
        live.watch.received(channel, bytes);
        events.push({ kind: 'received', at: now - this.#began, channel, bytes });
        this.#wakeups.wake();
      },
      line: (stream, line) => {
        live.watch.line?.(line);
        events.push({ kind: 'log', at: this.#at(), stream, line });
        this.#wakeups.wake();
      },
      exit: ({ code, signal }) => {
        events.push({ kind: 'exit', at: this.#at(), code, signal, wanted: this.#wanted });
        this.#wakeups.wake();
      },
    });
  }

  /** Senders run at once, each in its own order. Returns the steps as far as they were sent. */
  async #sendAll(input: Case): Promise<readonly Step[]> {
    const times = input.steps.map(() => 0);
    const senders = new Map<number, number[]>();
    for (const [index, step] of input.steps.entries()) {
      const own = senders.get(step.sender);
      if (own === undefined) senders.set(step.sender, [index]);
      else own.push(index);
    }
    const alone = senders.size === 1;
    await Promise.all([...senders.values()].map((own) => this.#sendSteps(input, own, times, alone)));
    return this.#renumbered(input, times);
  }

  /** Goes on without a pause while there is room, unless there are other senders, which take turns. */
  async #sendSteps(input: Case, own: readonly number[], times: number[], alone: boolean): Promise<void> {
    let begun: Part[] = [];
    for (const index of own) {
      const step = input.steps[index];
      if (step === undefined) continue;
      if (begun.length > 0 && (step.kind === 'fault' || step.channel !== begun[0]?.step.channel)) {
        if (!(await this.#sendParts(begun, times))) return;
        begun = [];
      }
      if (step.kind === 'fault') {
        if (!(await this.#doDamage(step, index))) return;
        times[index] = 1;
        continue;
      }
      if (step.afterMs !== undefined) await delay(step.afterMs);
      const bytes = encode(step.value);
      const refusal = this.#options.guard(step.channel, bytes);
      if (refusal !== null) {
        this.#kept.set(refusal, (this.#kept.get(refusal) ?? 0) + step.times);
        continue;
      }
      const part: Part = { step, index, bytes };
      let left = step.times;
      if (step.more === true) {
        for (; left > 0; left -= 1) begun.push(part);
      } else if (begun.length > 0) {
        if (!(await this.#sendParts([...begun, part], times))) return;
        begun = [];
        left -= 1;
      }
      const sent = await this.#sendStep(part, left, alone);
      times[index] = (times[index] ?? 0) + sent;
      this.#remember(part, sent);
      if (sent < left) return;
    }
    if (begun.length > 0) await this.#sendParts(begun, times);
  }

  /** How often the step was sent: as often as it says, unless the kernel or the time has come to an end. */
  async #sendStep({ step, index, bytes }: Part, times: number, alone: boolean): Promise<number> {
    for (let time = 0; time < times; time += 1) {
      if (!this.#hasRoom(bytes.length)) await this.#room(bytes.length);
      if (this.#isOver()) return time;
      const taken = this.#send(step.channel, bytes, { kind: 'step', step: index });
      if (taken !== null && !(await taken)) return time;
      if (!alone) await Promise.resolve();
    }
    return times;
  }

  /** One message of several frames. Whether it was sent: not where the kernel or the time has come to an end. */
  async #sendParts(parts: readonly Part[], times: number[]): Promise<boolean> {
    const [first, ...more] = parts;
    const size = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (!this.#hasRoom(size)) await this.#room(size);
    if (first === undefined || this.#isOver()) return false;
    const taken = this.#send(first.step.channel, first.bytes, { kind: 'step', step: first.index }, more);
    if (taken !== null && !(await taken)) return false;
    for (const part of parts) {
      times[part.index] = (times[part.index] ?? 0) + 1;
      this.#remember(part, 1);
    }
    return true;
  }

  #isOver(): boolean {
    return this.#live.kernel.exited !== null || performance.now() > this.#options.until;
  }

  /** As bytes: of many thousands of values the trees would be most of what the host holds. */
  #remember({ step, bytes }: Part, times: number): void {
    if (times > 0) this.#live.past.push({ ...step, times, value: { kind: 'raw', bytes } });
  }

  /** Whether it was done: not where the kernel was gone before. */
  async #doDamage({ afterMs, fault }: FaultStep, index: number): Promise<boolean> {
    if (afterMs > 0) await delay(afterMs);
    const { kernel } = this.#live;
    if (kernel.exited !== null) return false;
    this.#events.push({ kind: 'fault', at: this.#at(), step: index, fault });
    if (fault === 'interrupt') {
      kernel.interrupt();
      return true;
    }
    this.#wanted = true;
    await kernel.kill();
    return true;
  }

  /** Drops what was not sent; events point at the steps that are left. */
  #renumbered(input: Case, times: readonly number[]): readonly Step[] {
    const steps: Step[] = [];
    const moved = new Map<number, number>();
    for (const [index, step] of input.steps.entries()) {
      const sent = times[index] ?? 0;
      if (sent === 0) continue;
      moved.set(index, steps.length);
      steps.push(step.kind === 'fault' || sent === step.times ? step : { ...step, times: sent });
    }
    if (steps.length === input.steps.length) return steps;
    for (const [at, event] of this.#events.entries()) {
      if (event.kind === 'fault') {
        this.#events[at] = { ...event, step: moved.get(event.step) ?? event.step };
        continue;
      }
      if (event.kind !== 'sent' || event.origin.kind !== 'step') continue;
      const step = moved.get(event.origin.step);
      if (step !== undefined) this.#events[at] = { ...event, origin: { kind: 'step', step } };
    }
    return steps;
  }

  /** Probes every channel; false when the kernel lives and does not answer, so that a second look is worth it. */
  async #probe(patienceMs: number): Promise<boolean> {
    if (this.#live.kernel.exited !== null) return false;
    this.#heardAt = performance.now();
    for (const { frames } of this.#options.probes()) await this.#sendProbe(frames, patienceMs);
    this.#options.meanwhile();
    // What the host did meanwhile was no pause of the kernel's.
    this.#heardAt = performance.now();
    return this.#settle(patienceMs);
  }

  async #sendProbe(frames: readonly ProbeFrame[], patienceMs: number): Promise<void> {
    let from = this.#events.length;
    for (const { channel, bytes, after } of frames) {
      if (after !== undefined && !(await this.#came(after.holds, from, patienceMs))) {
        this.#deadline(after.awaited, patienceMs);
        return;
      }
      from = this.#events.length;
      if ((await this.#send(channel, bytes, { kind: 'probe' })) === false) return;
    }
  }

  /** Whether a frame for which `holds` came after event number `from`; waits for it. */
  async #came(holds: (bytes: Uint8Array) => boolean, from: number, patienceMs: number): Promise<boolean> {
    let next = from;
    let came = false;
    const look = (): boolean => {
      for (; !came && next < this.#events.length; next += 1) {
        const event = this.#events[next];
        came = event?.kind === 'received' && holds(event.bytes);
      }
      return came;
    };
    await this.#until(look, patienceMs);
    return came;
  }

  /** Null: taken. Else whether it will be; false when the kernel is gone or takes nothing more, as the history says. */
  #send(
    channel: string,
    bytes: Uint8Array,
    origin: SentEvent['origin'],
    more: readonly Part[] = ALONE,
  ): Promise<boolean> | null {
    const live = this.#live;
    const at = performance.now();
    if (live.watch.owed === 0) {
      this.#heardAt = at;
      this.#bytesOwed = 0;
    }
    this.#note(channel, bytes, origin, at);
    for (const part of more) this.#note(channel, part.bytes, { kind: 'step', step: part.index }, at);
    const waiting =
      more.length === 0
        ? live.kernel.send(channel, bytes)
        : live.kernel.send(
            channel,
            bytes,
            more.map((part) => part.bytes),
          );
    return waiting === undefined ? null : this.#taken(waiting, channel);
  }

  #note(channel: string, bytes: Uint8Array, origin: SentEvent['origin'], at: number): void {
    const live = this.#live;
    const seq = live.nextSeq(channel);
    this.#events.push({ kind: 'sent', at: at - this.#began, channel, seq, origin, bytes });
    live.watch.sent(channel, bytes);
    live.frames += 1;
    live.bytes += bytes.length;
    this.#bytesOwed += bytes.length;
  }

  async #taken(waiting: Promise<void>, channel: string): Promise<boolean> {
    try {
      await waiting;
      return true;
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      if (error.kind === 'send-deadline')
        this.#deadline(`the socket of ${channel} to take a frame`, this.#silenceMs);
      return false;
    }
  }

  #hasRoom(bytes: number, windowFrames: number = this.#options.windowFrames): boolean {
    const { owed } = this.#live.watch;
    return owed < windowFrames && (owed === 0 || this.#bytesOwed + bytes <= WINDOW_BYTES);
  }

  /** Waits until the window has room for a frame of that size and some more: stopping for each one costs too much. */
  async #room(bytes: number): Promise<void> {
    const windowFrames = Math.ceil(this.#options.windowFrames * WINDOW_PART);
    await this.#until(() => this.#hasRoom(bytes, windowFrames), this.#silenceMs);
  }

  /** Waits until nothing is owed; false when the kernel is gone or was silent for too long. */
  async #settle(silenceMs: number): Promise<boolean> {
    const { watch, kernel } = this.#live;
    if (!(await this.#until(() => watch.trailing === 0, silenceMs))) {
      this.#deadline(`${watch.owed} answers`, silenceMs);
      return false;
    }
    await this.#until(() => watch.owed === 0, this.#options.patience().graceMs);
    return kernel.exited === null;
  }

  /** What a program logs may come after what it answers: listens until all is told, or nothing has come for a while. */
  async #quiet(quietMs: number): Promise<void> {
    const { watch } = this.#live;
    if (watch.unlogged === 0 || (await this.#wakeups.within(quietMs, () => watch.unlogged === 0))) return;
    for (let seen = -1, rounds = 0; seen !== this.#events.length && rounds < QUIET_ROUNDS; rounds += 1) {
      seen = this.#events.length;
      await delay(quietMs);
    }
    watch.forgive?.();
  }

  get #silenceMs(): number {
    return this.#options.patience().silenceMs;
  }

  /** True as soon as it holds or the kernel is gone; false after so much silence. */
  async #until(holds: () => boolean, patienceMs: number): Promise<boolean> {
    const over = (): boolean => holds() || this.#live.kernel.exited !== null;
    const { watch } = this.#live;
    while (!over()) {
      const deaf = watch.deaf === true;
      const left = this.#heardAt + (deaf ? Math.min(DEAF_MS, patienceMs) : patienceMs) - performance.now();
      if (left <= 0) return false;
      const due = performance.now() + left;
      if (await this.#wakeups.within(left, () => over() || (watch.deaf === true) !== deaf)) continue;
      // A host that was held up itself could not hear anything.
      if (performance.now() - due > patienceMs * LATE_PART) this.#heardAt = performance.now();
    }
    return true;
  }

  #deadline(awaited: string, afterMs: number): void {
    this.#events.push({ kind: 'deadline', at: this.#at(), awaited, afterMs });
  }

  async #stop(): Promise<void> {
    const control = this.#options.probes().find((probe) => probe.channel === 'control');
    for (let time = 0; time < STOP_TAIL; time += 1) {
      if (control !== undefined) await this.#sendProbe(control.frames, this.#silenceMs);
    }
    this.#wanted = true;
    const { kernel, watch } = this.#live;
    await this.#send(kernel.stopChannel ?? 'control', kernel.stopFrame, { kind: 'stop' });
    const patienceMs = Math.max(STOP_MS, watch.owed > 0 ? this.#silenceMs : 0);
    if (!(await this.#until(() => false, patienceMs))) this.#deadline('the exit after stop-kernel', STOP_MS);
    await kernel.stop();
  }
}
