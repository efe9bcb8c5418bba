import { performance } from 'node:perf_hooks';
import type { SentEvent } from '../../history/index.js';
import { KernelError } from '../../kernels/index.js';
import type { SendStep } from '../../wire/index.js';
import type { ExecuteOptions } from '../execute.js';
import { WINDOW_BYTES, WINDOW_PART } from '../limits.js';
import type { Course } from './course.js';
import type { Turnstile } from './turnstile.js';

/** A frame of a message on its way. */
export interface Part {
  readonly step: SendStep;
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** Messages go out one by one while a fault must know what became of each. */
export interface Escort {
  readonly turnstile: Turnstile;
  /** To be asked before a message of so many frames goes out; what it returns resolves with whether its fate is known. */
  readonly follow: (channel: string, frames: number) => () => Promise<boolean>;
}

const ALONE: readonly Part[] = [];

/** Hands frames to the kernel, in a window of what may be owed at once, and notes them down. */
export class Dispatch {
  readonly #course: Course;
  readonly #options: ExecuteOptions;
  #bytesOwed = 0;
  /** Null: as fast as the window allows. */
  escort: Escort | null = null;
  /** By sender, how long it waits before each message, in milliseconds. */
  readonly slow: Map<number, number> = new Map();

  constructor(course: Course, options: ExecuteOptions) {
    this.#course = course;
    this.#options = options;
  }

  get silenceMs(): number {
    return this.#options.patience().silenceMs;
  }

  /** The kernel or the time has come to an end. */
  get isOver(): boolean {
    return this.#course.live.kernel.exited !== null || performance.now() > this.#options.until;
  }

  /** While a fault explains that nothing is answered, there is no window: what does not fit waits in the sockets. */
  hasRoom(bytes: number, windowFrames: number = this.#options.windowFrames): boolean {
    const { owed } = this.#course.live.watch;
    if (owed < windowFrames && (owed === 0 || this.#bytesOwed + bytes <= WINDOW_BYTES)) return true;
    return this.#course.isExcused;
  }

  /** Waits until the window has room for a frame of that size and some more: stopping for each one costs too much. */
  async room(bytes: number): Promise<void> {
    const windowFrames = Math.ceil(this.#options.windowFrames * WINDOW_PART);
    await this.#course.until(() => this.hasRoom(bytes, windowFrames), this.silenceMs);
  }

  /** Null: taken. Else whether it will be; false when the kernel is gone or takes nothing more, as the history says. */
  send(
    channel: string,
    bytes: Uint8Array,
    origin: SentEvent['origin'],
    more: readonly Part[] = ALONE,
  ): Promise<boolean> | null {
    return this.escort === null
      ? this.#handOver(channel, bytes, origin, more)
      : this.#escorted(this.escort, channel, bytes, origin, more);
  }

  async #escorted(
    { turnstile, follow }: Escort,
    channel: string,
    bytes: Uint8Array,
    origin: SentEvent['origin'],
    more: readonly Part[],
  ): Promise<boolean> {
    const leave = await turnstile.enter();
    try {
      if (this.#course.live.kernel.exited !== null) return false;
      const known = follow(channel, 1 + more.length);
      const taken = this.#handOver(channel, bytes, origin, more);
      return (taken === null || (await taken)) && (await known());
    } finally {
      leave();
    }
  }

  #handOver(
    channel: string,
    bytes: Uint8Array,
    origin: SentEvent['origin'],
    more: readonly Part[],
  ): Promise<boolean> | null {
    const { kernel, watch } = this.#course.live;
    const at = performance.now();
    if (watch.owed === 0) {
      this.#course.listenFrom(at);
      this.#bytesOwed = 0;
    }
    this.#note(channel, bytes, origin, at);
    for (const part of more) this.#note(channel, part.bytes, { kind: 'step', step: part.index }, at);
    const waiting =
      more.length === 0
        ? kernel.send(channel, bytes)
        : kernel.send(
            channel,
            bytes,
            more.map((part) => part.bytes),
          );
    return waiting === undefined ? null : this.#taken(waiting, channel);
  }

  #note(channel: string, bytes: Uint8Array, origin: SentEvent['origin'], at: number): void {
    const { live, events } = this.#course;
    const seq = live.nextSeq(channel);
    events.push({ kind: 'sent', at: this.#course.at(at), channel, seq, origin, bytes });
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
      if (error.kind === 'send-deadline') {
        this.#course.deadline(`the socket of ${channel} to take a frame`, this.silenceMs);
      }
      return false;
    }
  }
}
