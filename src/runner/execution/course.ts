import { performance } from 'node:perf_hooks';
import type { Event } from '../../history/index.js';
import { TAP_CHANNEL } from '../../kernels/index.js';
import { DEAF_MS, LATE_PART } from '../limits.js';
import type { Live } from '../live.js';
import { Wakeups } from './wakeups.js';

/** What happens while one case runs: its events, its clock, and waiting for what the kernel says. */
export class Course {
  readonly live: Live;
  readonly events: Event[];
  readonly #began = performance.now();
  readonly #wakeups = new Wakeups();
  /** With a fault in the case a pause says nothing about the kernel's pace. */
  readonly #isPaced: boolean;
  #heardAt = this.#began;
  #excuses = 0;
  /** That the process ends is the host's own doing. */
  wanted = false;

  constructor(live: Live, isPaced: boolean) {
    this.live = live;
    this.#isPaced = isPaced;
    this.events = live.late.map((event) => ({ ...event, at: 0 }));
    live.late = [];
    this.#collectInto(this.events);
  }

  /** What comes from now on belongs to the next case. */
  end(): void {
    this.#collectInto(this.live.late);
  }

  /** Milliseconds since the case began; of a moment of `performance.now()`, where one is given. */
  at(moment: number = performance.now()): number {
    return moment - this.#began;
  }

  /** A silence begins only now. */
  listenFrom(moment: number = performance.now()): void {
    this.#heardAt = moment;
  }

  /** For so many milliseconds the host did something else: they are no silence. */
  wasBusy(ms: number): void {
    this.#heardAt += ms;
  }

  /** Something happened that somebody may wait for. */
  wake(): void {
    this.#wakeups.wake();
  }

  /** A fault explains it when nothing comes, until what this returns is called: nobody is out of patience meanwhile. */
  excuse(): () => void {
    this.#excuses += 1;
    this.wake();
    return () => {
      this.#excuses -= 1;
      this.listenFrom();
      this.wake();
    };
  }

  get isExcused(): boolean {
    return this.#excuses > 0;
  }

  /** True as soon as it holds or the kernel is gone; false after so much silence. */
  async until(holds: () => boolean, patienceMs: number): Promise<boolean> {
    const over = (): boolean => holds() || this.live.kernel.exited !== null;
    const { watch } = this.live;
    while (!over()) {
      if (this.isExcused) this.listenFrom();
      const deaf = watch.deaf === true;
      const left = this.#heardAt + (deaf ? Math.min(DEAF_MS, patienceMs) : patienceMs) - performance.now();
      if (left <= 0) return false;
      const due = performance.now() + left;
      if (await this.#wakeups.within(left, () => over() || (watch.deaf === true) !== deaf)) continue;
      // A host that was held up itself could not hear anything.
      if (performance.now() - due > patienceMs * LATE_PART) this.listenFrom();
    }
    return true;
  }

  /** True as soon as it holds, false when it does not within `ms` milliseconds, whatever comes meanwhile. */
  async within(ms: number, holds: () => boolean): Promise<boolean> {
    return holds() || this.#wakeups.within(ms, holds);
  }

  deadline(awaited: string, afterMs: number): void {
    this.events.push({ kind: 'deadline', at: this.at(), awaited, afterMs });
  }

  #collectInto(events: Event[]): void {
    const { live } = this;
    live.kernel.listen({
      frame: (channel, bytes) => {
        const now = performance.now();
        if (channel === TAP_CHANNEL) {
          // No answer, and no sign that the kernel answers.
          events.push({ kind: 'tapped', at: this.at(now), bytes });
          return;
        }
        if (this.#isPaced && live.watch.owed > 0) {
          live.longestPauseMs = Math.max(live.longestPauseMs, now - this.#heardAt);
        }
        this.#heardAt = now;
        live.answers += 1;
        live.watch.received(channel, bytes);
        events.push({ kind: 'received', at: this.at(now), channel, bytes });
        this.wake();
      },
      line: (stream, line) => {
        live.watch.line?.(line);
        events.push({ kind: 'log', at: this.at(), stream, line });
        this.wake();
      },
      exit: ({ code, signal }) => {
        events.push({ kind: 'exit', at: this.at(), code, signal, wanted: this.wanted });
        this.wake();
      },
    });
  }
}
