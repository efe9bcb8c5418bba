import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProbeFrame } from '../../kernels/index.js';
import type { ExecuteOptions } from '../execute.js';
import { STOP_MS } from '../limits.js';
import type { Course } from './course.js';
import type { Dispatch } from './dispatch.js';

/** How many frames on `control` precede a stop, so that answering what came before it is put to the test. */
const STOP_TAIL = 20;

/** A program that never stops talking is listened to for so many times its quiet. */
const QUIET_ROUNDS = 50;

/** What follows the messages of a case: probes, waiting for what is still owed, and the stop. */
export class Prober {
  readonly #course: Course;
  readonly #dispatch: Dispatch;
  readonly #options: ExecuteOptions;

  constructor(course: Course, dispatch: Dispatch, options: ExecuteOptions) {
    this.#course = course;
    this.#dispatch = dispatch;
    this.#options = options;
  }

  /** Probes every channel; false when the kernel lives and does not answer, so that a second look is worth it. */
  async probe(patienceMs: number): Promise<boolean> {
    if (this.#course.live.kernel.exited !== null) return false;
    this.#course.listenFrom();
    for (const { frames } of this.#options.probes()) await this.#send(frames, patienceMs);
    const before = performance.now();
    this.#options.meanwhile();
    // What the host did meanwhile was no pause of the kernel's.
    this.#course.wasBusy(performance.now() - before);
    return this.#settle(patienceMs);
  }

  /** What a program logs may come after what it answers: listens until all is told, or nothing has come for a while. */
  async quiet(quietMs: number): Promise<void> {
    const { events, live } = this.#course;
    const { watch } = live;
    if (watch.unlogged === 0 || (await this.#course.within(quietMs, () => watch.unlogged === 0))) return;
    for (let seen = -1, rounds = 0; seen !== events.length && rounds < QUIET_ROUNDS; rounds += 1) {
      seen = events.length;
      await delay(quietMs);
    }
    watch.forgive?.();
  }

  /** Tells the kernel to stop, with a few frames just before that which it still has to answer. */
  async stop(): Promise<void> {
    const course = this.#course;
    const control = this.#options.probes().find((probe) => probe.channel === 'control');
    for (let time = 0; time < STOP_TAIL; time += 1) {
      if (control !== undefined) await this.#send(control.frames, this.#dispatch.silenceMs);
    }
    course.wanted = true;
    const { kernel, watch } = course.live;
    await this.#dispatch.send(kernel.stopChannel ?? 'control', kernel.stopFrame, { kind: 'stop' });
    const patienceMs = Math.max(STOP_MS, watch.owed > 0 ? this.#dispatch.silenceMs : 0);
    if (!(await course.until(() => false, patienceMs)))
      course.deadline('the exit after stop-kernel', STOP_MS);
    await kernel.stop();
  }

  async #send(frames: readonly ProbeFrame[], patienceMs: number): Promise<void> {
    let from = this.#course.events.length;
    for (const { channel, bytes, after } of frames) {
      if (after !== undefined && !(await this.#came(after.holds, from, patienceMs))) {
        this.#course.deadline(after.awaited, patienceMs);
        return;
      }
      from = this.#course.events.length;
      if ((await this.#dispatch.send(channel, bytes, { kind: 'probe' })) === false) return;
    }
  }

  /** Whether a frame for which `holds` came after event number `from`; waits for it. */
  async #came(holds: (bytes: Uint8Array) => boolean, from: number, patienceMs: number): Promise<boolean> {
    const { events } = this.#course;
    let next = from;
    let came = false;
    const look = (): boolean => {
      for (; !came && next < events.length; next += 1) {
        const event = events[next];
        came = event?.kind === 'received' && holds(event.bytes);
      }
      return came;
    };
    await this.#course.until(look, patienceMs);
    return came;
  }

  /** Waits until nothing is owed; false when the kernel is gone or was silent for too long. */
  async #settle(silenceMs: number): Promise<boolean> {
    const { watch, kernel } = this.#course.live;
    if (!(await this.#course.until(() => watch.trailing === 0, silenceMs))) {
      this.#course.deadline(`${watch.owed} answers`, silenceMs);
      return false;
    }
    await this.#course.until(() => watch.owed === 0, this.#options.patience().graceMs);
    return kernel.exited === null;
  }
}
