import type { Violation } from '../oracles/index.js';
import { channelIn, HOST_CHANNELS, sessionOf, type Schema } from '../schema/index.js';
import { encode, faultsIn, sendsIn, type SendStep, type Step, type WireValue } from '../wire/index.js';
import { Budget } from './budget.js';
import { looksLike, type Shown } from './confirm.js';
import { smallerFault } from './faults/smallerFault.js';
import { findingSignature } from './findingSignature.js';
import { fewerSteps, likelyWindow, type StillFails } from './fewerSteps.js';
import type { Lab } from './lab.js';
import type { Patience } from './limits.js';
import { opened } from './opened.js';
import { smallerValue } from './smallerValue.js';
import { tagOf } from './tagOf.js';
import { violationsOf } from './tried.js';

export interface ShrinkOptions {
  /** What is to be seen again. */
  readonly shown: Shown;
  /** The step that is likely to blame. */
  readonly suspect: number | null;
  readonly budget: Budget;
  readonly patience: Patience;
  /** What a smaller case must show besides; default: anything that looks like what is to be seen. */
  readonly isSame?: (violation: Violation, steps: readonly Step[]) => boolean;
}

/** More steps than this and the failure is likely to be one of counting: one step, many times, says it better. */
const STEPS_FEW = 3;

/**
 * Makes a failing case small, in three passes that share one budget.
 *
 * 1. Fewer steps, on fresh kernels, because what fails may hang on what came before; and gentler faults.
 * 2. Smaller values, with the signature locked so that shrinking cannot slide from one bug to another.
 * 3. The normal form: the same again with tag and path free, so that equal bugs end as equal cases.
 *
 * A single step that fails alone is a bug without memory: passes 2 and 3 then reuse a warm kernel, 30 times quicker.
 */
export async function shrink(
  lab: Lab,
  schema: Schema,
  start: readonly Step[],
  options: ShrinkOptions,
): Promise<readonly Step[]> {
  return new Shrinking(lab, schema, options).run(start);
}

/** Ends the search wherever it is. */
class BudgetSpent extends Error {}

class Shrinking {
  readonly #lab: Lab;
  readonly #schema: Schema;
  readonly #options: ShrinkOptions;
  #like: (violation: Violation) => boolean;
  #shown: Shown;
  /** The smallest that was seen to fail. */
  #best: readonly Step[] = [];
  #warm = false;

  constructor(lab: Lab, schema: Schema, options: ShrinkOptions) {
    this.#lab = lab;
    this.#schema = schema;
    this.#options = options;
    this.#shown = options.shown;
    this.#like = looksLike(options.shown.violation);
  }

  async run(start: readonly Step[]): Promise<readonly Step[]> {
    this.#best = start;
    try {
      await this.#passes(start);
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
    } finally {
      await this.#lab.cool();
    }
    return this.#best;
  }

  async #passes(start: readonly Step[]): Promise<void> {
    let steps = await this.#gentler(await this.#fewer(start));
    await this.#tryWarm(steps);
    const locked = this.#shown.violation;
    const signature = findingSignature(locked, []);
    this.#like = (violation) => findingSignature(violation, []) === signature;
    steps = await this.#smaller(steps, false);
    this.#like = looksLike(locked);
    steps = await this.#smaller(steps, true);
    steps = await this.#apart(steps);
    await this.#plainer(steps);
  }

  async #tryWarm(steps: readonly Step[]): Promise<void> {
    const [only] = steps;
    if (steps.length !== 1 || only?.kind !== 'send' || only.times !== 1) return;
    this.#warm = true;
    this.#warm = await this.#fails(steps);
  }

  async #fails(steps: readonly Step[]): Promise<boolean> {
    if (!this.#options.budget.take()) throw new BudgetSpent();
    const input = { steps };
    const { patience } = this.#options;
    const tried = await (this.#warm
      ? this.#lab.tryWarm(input, patience)
      : this.#lab.tryNext(input, patience));
    const violation = violationsOf(tried).find(
      (one) => this.#like(one) && (this.#options.isSame?.(one, steps) ?? true),
    );
    if (violation === undefined) return false;
    this.#shown = { tried, violation };
    this.#best = steps;
    return true;
  }

  async #fewer(start: readonly Step[]): Promise<readonly Step[]> {
    const fails = async (steps: readonly Step[]): Promise<boolean> => this.#fails(steps);
    const suspect = start[this.#options.suspect ?? -1] ?? null;
    const faults = faultsIn(start);
    // A kernel that cannot bear a fault needs no message to show it.
    if (faults.length > 0 && faults.length < start.length && (await fails(faults))) {
      return (await fails([])) ? [] : fewerSteps(faults, fails);
    }
    if (await fails([])) return [];
    const steps = await this.#inPeace(start, suspect, fails);
    const at = suspect === null ? -1 : steps.indexOf(suspect);
    const window =
      (await this.#onOneChannel(steps, suspect, fails)) ??
      (await likelyWindow(steps, at < 0 ? null : at, fails));
    if (window !== null) return this.#fewerTimes(await fewerSteps(window, fails));
    const repeated = await this.#asOneStep(steps);
    if (repeated !== null) return this.#fewerTimes(await fewerSteps(repeated, fails));
    return this.#fewerTimes(await fewerSteps(steps, fails));
  }

  /** Nothing but the faults and the suspect, if that is enough; else without faults, where it fails all the same. */
  async #inPeace(
    start: readonly Step[],
    suspect: Step | null,
    fails: StillFails<Step>,
  ): Promise<readonly Step[]> {
    if (faultsIn(start).length === 0) return start;
    const guilty = start.filter((step) => step.kind === 'fault' || step === suspect);
    for (const candidate of [guilty, sendsIn(start)]) {
      if (candidate.length < start.length && (await fails(candidate))) return candidate;
    }
    return start;
  }

  /** What a kernel does with one channel hangs mostly on what came on that channel. */
  async #onOneChannel(
    start: readonly Step[],
    suspect: Step | null,
    fails: StillFails<Step>,
  ): Promise<readonly Step[] | null> {
    if (suspect?.kind !== 'send' || !start.includes(suspect)) return null;
    const own = start.filter((step) => step.kind === 'fault' || step.channel === suspect.channel);
    return own.length === start.length ? null : likelyWindow(own, own.indexOf(suspect), fails);
  }

  /** One step sent many times in place of many steps: the form of a failure that comes with counting. */
  async #asOneStep(steps: readonly Step[]): Promise<readonly Step[] | null> {
    if (steps.length <= STEPS_FEW) return null;
    const sends = sendsIn(steps);
    const times = sends.reduce((sum, step) => sum + step.times, 0);
    const { channel } = this.#shown.violation;
    const valid = sends.filter(({ shape }) => shape === 'valid');
    const candidates = [
      smallest(valid.filter((step) => step.channel === channel)),
      smallest(valid),
      smallest(sends),
    ];
    for (const step of new Set(candidates)) {
      if (step === undefined) continue;
      const candidate = [...faultsIn(steps), { ...step, times }];
      if (await this.#fails(candidate)) return candidate;
    }
    return null;
  }

  async #fewerTimes(start: readonly Step[]): Promise<readonly Step[]> {
    let steps = start;
    for (const [index, step] of start.entries()) {
      if (step.kind !== 'send') continue;
      let enough = step.times;
      for (let low = 1; low < enough;) {
        const middle = (low + enough) >> 1;
        const candidate = steps.with(index, { ...step, times: middle });
        if (await this.#fails(candidate)) {
          enough = middle;
          steps = candidate;
        } else {
          low = middle + 1;
        }
      }
    }
    return steps;
  }

  /** Faults that come sooner, are shorter, or say less. */
  async #gentler(begin: readonly Step[]): Promise<readonly Step[]> {
    let steps = begin;
    for (const [index, step] of begin.entries()) {
      if (step.kind !== 'fault') continue;
      const gentlest = await smallerFault(step, async (candidate) =>
        this.#fails(steps.with(index, candidate)),
      );
      steps = steps.with(index, gentlest);
    }
    return steps;
  }

  async #smaller(begin: readonly Step[], lift: boolean): Promise<readonly Step[]> {
    let steps = begin;
    for (const [index, step] of begin.entries()) {
      if (step.kind !== 'send') continue;
      const { value: start, close } = opened(this.#schema, step);
      const made = (value: WireValue): SendStep => ({
        ...this.#relabelled(step, value),
        value: close(value),
      });
      const value = await smallerValue(start, lift, async (candidate) =>
        this.#fails(steps.with(index, made(candidate))),
      );
      if (value !== start) steps = steps.with(index, made(value));
    }
    return steps;
  }

  /** Each frame as a message of its own. */
  async #apart(steps: readonly Step[]): Promise<readonly Step[]> {
    if (!steps.some((step) => step.kind === 'send' && step.more === true)) return steps;
    const candidate = steps.map((step) => {
      if (step.kind === 'fault') return step;
      const { more: _, ...alone } = step;
      return alone;
    });
    return (await this.#fails(candidate)) ? candidate : steps;
  }

  /** One sender, and the first channel that shows it. */
  async #plainer(start: readonly Step[]): Promise<readonly Step[]> {
    const channels = this.#schema.channels.filter(({ direction }) => direction === 'to-kernel');
    for (const { name } of channels) {
      const candidate = start.map((step) =>
        step.kind === 'send'
          ? { ...step, sender: 0, channel: likewise(step.channel, name) }
          : { ...step, sender: 0 },
      );
      const isPlain = (step: Step): boolean =>
        step.sender === 0 && (step.kind === 'fault' || step.channel === likewise(step.channel, name));
      if (start.every(isPlain)) return start;
      if (await this.#fails(candidate)) return candidate;
    }
    const alone = start.map((step) => ({ ...step, sender: 0 }));
    return start.some(({ sender }) => sender !== 0) && (await this.#fails(alone)) ? alone : start;
  }

  /** The tag is what the value now says, not what it once was. */
  #relabelled(step: SendStep, value: WireValue): SendStep {
    return { ...step, value, tag: tagOf(this.#schema, step.channel, value) };
  }
}

/** A channel of the same session. Where there are several, the channels of the host itself are as they are. */
function likewise(channel: string, name: string): string {
  if (Object.values<string>(HOST_CHANNELS).includes(channel)) return channel;
  const of = sessionOf(channel);
  return of === null ? name : channelIn(of.session, name);
}

function smallest(steps: readonly SendStep[]): SendStep | undefined {
  return steps.toSorted((a, b) => encode(a.value).length - encode(b.value).length)[0];
}
