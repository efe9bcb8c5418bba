import { setTimeout as delay } from 'node:timers/promises';
import type { Damage } from '../faults/damage.js';
import { encode, type Case, type SendStep, type Step } from '../../wire/index.js';
import type { ExecuteOptions } from '../execute.js';
import type { Course } from './course.js';
import type { Dispatch, Part } from './dispatch.js';

/** The senders of a case: they run at once, each in its own order. */
export class Senders {
  readonly #course: Course;
  readonly #dispatch: Dispatch;
  readonly #damage: Damage;
  readonly #guard: ExecuteOptions['guard'];
  readonly #steps: readonly Step[];
  /** How often each step was sent, or done. */
  readonly #times: number[];
  /** Frames that the guard kept back, and faults that could not be done, by reason. */
  readonly kept: Map<string, number> = new Map();

  constructor(
    course: Course,
    dispatch: Dispatch,
    damage: Damage,
    { steps }: Case,
    guard: ExecuteOptions['guard'],
  ) {
    this.#course = course;
    this.#dispatch = dispatch;
    this.#damage = damage;
    this.#steps = steps;
    this.#guard = guard;
    this.#times = steps.map(() => 0);
  }

  /** Returns the steps as far as they were sent. */
  async run(): Promise<readonly Step[]> {
    const senders = new Map<number, number[]>();
    for (const [index, step] of this.#steps.entries()) {
      const own = senders.get(step.sender);
      if (own === undefined) senders.set(step.sender, [index]);
      else own.push(index);
    }
    const alone = senders.size === 1;
    await Promise.all([...senders.values()].map((own) => this.#sendSteps(own, alone)));
    return this.#renumbered();
  }

  /** Goes on without a pause while there is room, unless there are other senders, which take turns. */
  async #sendSteps(own: readonly number[], alone: boolean): Promise<void> {
    let begun: Part[] = [];
    for (const index of own) {
      const step = this.#steps[index];
      if (step === undefined) continue;
      if (begun.length > 0 && (step.kind === 'fault' || step.channel !== begun[0]?.step.channel)) {
        if (!(await this.#sendParts(begun))) return;
        begun = [];
      }
      if (step.kind === 'fault') {
        const done = await this.#damage.begin(step, index);
        if (done === 'gone') return;
        if (done === 'begun') this.#times[index] = 1;
        else this.#keep(done.because, 1);
        continue;
      }
      if (step.afterMs !== undefined) await delay(step.afterMs);
      const part = this.#part(step, index);
      if (part === null) continue;
      let left = step.times;
      if (step.more === true) {
        for (; left > 0; left -= 1) begun.push(part);
      } else if (begun.length > 0) {
        if (!(await this.#sendParts([...begun, part]))) return;
        begun = [];
        left -= 1;
      }
      if (!(await this.#sendTimes(part, left, alone))) return;
    }
    if (begun.length > 0) await this.#sendParts(begun);
  }

  /** Null: it is kept back. */
  #part(step: SendStep, index: number): Part | null {
    const bytes = encode(step.value);
    const refusal = this.#guard(step.channel, bytes);
    if (refusal === null) return { step, index, bytes };
    this.#keep(refusal, step.times);
    return null;
  }

  #keep(because: string, times: number): void {
    this.kept.set(because, (this.kept.get(because) ?? 0) + times);
  }

  /** Whether the step was sent as often as it says: not where the kernel or the time has come to an end. */
  async #sendTimes(part: Part, times: number, alone: boolean): Promise<boolean> {
    const { step, index, bytes } = part;
    const dispatch = this.#dispatch;
    let sent = 0;
    for (; sent < times; sent += 1) {
      if (!dispatch.hasRoom(bytes.length)) await dispatch.room(bytes.length);
      if (dispatch.slow.size > 0) await this.#wait(step.sender);
      if (dispatch.isOver) break;
      const taken = dispatch.send(step.channel, bytes, { kind: 'step', step: index });
      if (taken !== null && !(await taken)) break;
      if (!alone) await Promise.resolve();
    }
    this.#times[index] = (this.#times[index] ?? 0) + sent;
    this.#remember(part, sent);
    return sent === times;
  }

  /** One message of several frames. Whether it was sent: not where the kernel or the time has come to an end. */
  async #sendParts(parts: readonly Part[]): Promise<boolean> {
    const dispatch = this.#dispatch;
    const [first, ...more] = parts;
    const size = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (!dispatch.hasRoom(size)) await dispatch.room(size);
    if (first === undefined) return false;
    await this.#wait(first.step.sender);
    if (dispatch.isOver) return false;
    const taken = dispatch.send(first.step.channel, first.bytes, { kind: 'step', step: first.index }, more);
    if (taken !== null && !(await taken)) return false;
    for (const part of parts) {
      this.#times[part.index] = (this.#times[part.index] ?? 0) + 1;
      this.#remember(part, 1);
    }
    return true;
  }

  async #wait(sender: number): Promise<void> {
    const pauseMs = this.#dispatch.slow.get(sender);
    if (pauseMs !== undefined) await delay(pauseMs);
  }

  /** As bytes: of many thousands of values the trees would be most of what the host holds. */
  #remember({ step, bytes }: Part, times: number): void {
    if (times > 0) this.#course.live.past.push({ ...step, times, value: { kind: 'raw', bytes } });
  }

  /** Drops what was not sent; events point at the steps that are left. */
  #renumbered(): readonly Step[] {
    const steps: Step[] = [];
    const moved = new Map<number, number>();
    for (const [index, step] of this.#steps.entries()) {
      const sent = this.#times[index] ?? 0;
      if (sent === 0) continue;
      moved.set(index, steps.length);
      steps.push(step.kind === 'fault' || sent === step.times ? step : { ...step, times: sent });
    }
    if (steps.length === this.#steps.length) return steps;
    const { events } = this.#course;
    for (const [at, event] of events.entries()) {
      if (event.kind === 'fault' || event.kind === 'fault-over') {
        events[at] = { ...event, step: moved.get(event.step) ?? event.step };
      } else if (event.kind === 'sent' && event.origin.kind === 'step') {
        const step = moved.get(event.origin.step);
        if (step !== undefined) events[at] = { ...event, origin: { kind: 'step', step } };
      }
    }
    return steps;
  }
}
