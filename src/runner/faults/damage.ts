import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultStep } from '../../wire/index.js';
import { AFTERMATH_MS } from '../limits.js';
import type { Course } from '../execution/course.js';
import type { Dispatch } from '../execution/dispatch.js';
import type { Doing, Effect } from './doing.js';
import { interrupt, kill, terminate } from './endings.js';
import { rebind } from './rebind.js';
import { secondPeer } from './secondPeer.js';
import { freeze, lateStart, slowSends, stopReading, undrained } from './standstills.js';
import { badHandshake, garbage } from './strangers.js';

/** What became of a step: it is done, or under way; the kernel was gone before; or it could not be done. */
export type Begun = 'begun' | 'gone' | { readonly because: string };

/** Does the faults of one case, and knows when they are over. */
export class Damage {
  readonly #course: Course;
  readonly #dispatch: Dispatch;
  readonly #refuses: (fault: Fault) => string | null;
  readonly #lasting: Promise<void>[] = [];

  constructor(course: Course, dispatch: Dispatch, refuses: (fault: Fault) => string | null) {
    this.#course = course;
    this.#dispatch = dispatch;
    this.#refuses = refuses;
  }

  async begin(step: FaultStep, index: number): Promise<Begun> {
    const { afterMs, fault, sender } = step;
    const refusal = this.#refuses(fault);
    if (refusal !== null) return { because: refusal };
    if (afterMs > 0) await delay(afterMs);
    const { live, events } = this.#course;
    if (live.kernel.exited !== null) return 'gone';
    const begins = (): void => {
      events.push({ kind: 'fault', at: this.#course.at(), step: index, fault });
      // What happens to a later case of this kernel may be due to it.
      live.past.push(step);
    };
    const doing = { course: this.#course, dispatch: this.#dispatch, sender, step: index, begins };
    const effect = await start(fault, doing);
    if (effect.kind === 'left-out') return effect;
    if (effect.kind === 'lasts') {
      this.#lasting.push(this.#noteEnd(effect.over, index));
    }
    return 'begun';
  }

  async #noteEnd(over: Promise<void>, step: number): Promise<void> {
    await over;
    this.#course.events.push({ kind: 'fault-over', at: this.#course.at(), step });
  }

  /** A process dies of a signal a little later than it answers: waits whether it does. */
  async aftermath(): Promise<void> {
    const { live, events } = this.#course;
    const signals = events.filter((event) => event.kind === 'fault' && isSignal(event.fault));
    if (signals.length > 0) await this.#course.within(AFTERMATH_MS, () => live.kernel.exited !== null);
  }

  /** Resolves when all that was begun is over. */
  async over(): Promise<void> {
    await Promise.all(this.#lasting);
  }
}

function isSignal({ kind }: Fault): boolean {
  return kind === 'interrupt' || kind === 'freeze';
}

async function start(fault: Fault, doing: Doing): Promise<Effect> {
  switch (fault.kind) {
    case 'kill':
      return kill(fault, doing);
    case 'interrupt':
      return interrupt(fault, doing);
    case 'terminate':
      return terminate(fault, doing);
    case 'freeze':
      return freeze(fault, doing);
    case 'stop-reading':
      return stopReading(fault, doing);
    case 'undrained':
      return undrained(fault, doing);
    case 'slow-sends':
      return slowSends(fault, doing);
    case 'rebind':
      return rebind(fault, doing);
    case 'second-peer':
      return secondPeer(fault, doing);
    case 'late-start':
      return lateStart(fault, doing);
    case 'garbage':
      return garbage(fault, doing);
    case 'bad-handshake':
      return badHandshake(fault, doing);
  }
}
