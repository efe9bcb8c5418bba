import { performance } from 'node:perf_hooks';
import { signatureOf, type Violation } from '../oracles/index.js';
import type { Schema } from '../schema/index.js';
import type { Step } from '../wire/index.js';
import { Budget } from './budget.js';
import { confirm, isBelieved, looksLike, type Confirmed, type Shown } from './confirm.js';
import { isOutOfTime } from './deadline.js';
import { looseFindingSignature } from './findingSignature.js';
import type { Lab } from './lab.js';
import { recalled } from './live.js';
import { ALIKE_MAX, CAREFUL, ENDING_MS, SHRINK_RUNS } from './limits.js';
import { shrink, type ShrinkOptions } from './shrink.js';

/** A violation as it was first seen, with all that its kernel had been sent. */
export interface Sighting {
  readonly violation: Violation;
  /** The case in which it was seen. */
  readonly steps: readonly Step[];
  /** What the same kernel had been sent before, as a {@link Live} keeps it. */
  readonly past: readonly Step[];
}

/** What became of a sighting. */
export type Investigated =
  | { readonly kind: 'finding'; readonly found: Found }
  /** It is real, and not of this kernel alone: it is not shrunk. */
  | { readonly kind: 'in-base'; readonly found: Found; readonly because: string }
  /** It did not come back on a fresh kernel. */
  | { readonly kind: 'flake'; readonly violation: Violation; readonly confirmed: Confirmed }
  /** One like it was looked into before; only counted. */
  | { readonly kind: 'alike'; readonly signature: string };

export interface Found {
  readonly steps: readonly Step[];
  readonly shown: Shown;
  readonly confirmed: Confirmed;
  readonly from: readonly Step[];
  readonly runs: number;
}

export interface InvestigatorOptions {
  /** Time that shrinking one finding may take. */
  readonly shrinkMs: number;
  /** Whether a violation may be due to a known bug: then what does not show alone is no flake, but that bug again. */
  readonly resembles: (violation: Violation) => boolean;
  readonly phase: (phase: 'confirm' | 'shrink') => void;
  /** Told of a finding as soon as it is believed, before it is shrunk. */
  readonly believed?: (found: Found) => Promise<void>;
  /** Why a finding is not of this kernel alone; null: it is. Default: nobody is asked. */
  readonly inBase?: (finding: Omit<Sighting, 'past'>) => Promise<string | null>;
  /** By then (of `performance.now()`) shrinking has ended. Default: never. */
  readonly endBy?: number;
}

/** The failure has nothing to do with tags: its smallest case has none. */
const ANY_TAG = Symbol('any tag');

type Tags = Set<string | null | typeof ANY_TAG>;

/** Looks into violations one by one: is it real, and what is the smallest case that shows it? */
export class Investigator {
  readonly #lab: Lab;
  readonly #schema: Schema;
  readonly #options: InvestigatorOptions;
  /** How often each loose signature was looked into, and by which tags. */
  readonly #looked = new Map<string, Tags>();
  /** The same for what others have looked into. */
  readonly #met = new Map<string, Tags>();

  constructor(lab: Lab, schema: Schema, options: InvestigatorOptions) {
    this.#lab = lab;
    this.#schema = schema;
    this.#options = options;
  }

  /** A finding that somebody else has looked into: what is like it is only counted. */
  meet({ tag, ...rest }: Violation): void {
    const loose = looseFindingSignature({ tag, ...rest });
    this.#met.set(loose, (this.#met.get(loose) ?? new Set()).add(tag ?? ANY_TAG));
  }

  /** Whether enough of its kind was looked into. */
  isAlike(violation: Violation): boolean {
    const loose = looseFindingSignature(violation);
    const has = (tags: Tags | undefined): boolean =>
      tags?.has(violation.tag) === true || tags?.has(ANY_TAG) === true;
    const looked = this.#looked.get(loose);
    return has(looked) || has(this.#met.get(loose)) || (looked?.size ?? 0) >= ALIKE_MAX;
  }

  async look(sighting: Sighting, until: number): Promise<Investigated> {
    const { violation } = sighting;
    if (this.isAlike(violation)) return { kind: 'alike', signature: signatureOf(violation) };
    const loose = looseFindingSignature(violation);
    const tags = (this.#looked.get(loose) ?? new Set()).add(violation.tag);
    this.#looked.set(loose, tags);

    this.#options.phase('confirm');
    const began = performance.now();
    const { steps, confirmed, suspect } = await this.#confirm(sighting);
    if (confirmed.shown === null || !isBelieved(confirmed)) {
      return this.#options.resembles(violation)
        ? { kind: 'alike', signature: signatureOf(violation) }
        : { kind: 'flake', violation, confirmed };
    }

    const shown = confirmed.shown;
    const whole: Found = { steps, shown, confirmed, from: steps, runs: 0 };
    await this.#options.believed?.(whole);
    const because = (await this.#options.inBase?.({ steps, violation: shown.violation })) ?? null;
    if (because !== null) return { kind: 'in-base', found: whole, because };
    const budget = this.#budget(until, performance.now() - began);
    const found = (await this.#smaller({ steps, shown, suspect, budget })) ?? { steps, shown, confirmed };
    tags.add(found.shown.violation.tag ?? ANY_TAG);
    return { kind: 'finding', found: { ...found, from: steps, runs: budget.runs } };
  }

  /** @param confirmMs how long confirming took: what comes of shrinking is confirmed once more */
  #budget(until: number, confirmMs: number): Budget {
    const { shrinkMs, endBy = Infinity } = this.#options;
    const now = performance.now();
    // At the end of a run's time there is still half of it: a finding that nobody can read is worth little.
    const left = Math.max(until - now, shrinkMs / 2);
    return new Budget(Math.min(shrinkMs, left, endBy - now - 2 * confirmMs - ENDING_MS), SHRINK_RUNS);
  }

  /** First in haste, then with care; null: there is none, or there was no time to see. */
  async #smaller(
    options: Omit<ShrinkOptions, 'patience'> & { readonly steps: readonly Step[] },
  ): Promise<Pick<Found, 'steps' | 'shown' | 'confirmed'> | null> {
    try {
      return (
        (await this.#shrunk({ ...options, patience: this.#lab.haste })) ??
        (await this.#shrunk({ ...options, patience: CAREFUL }))
      );
    } catch (error) {
      if (isOutOfTime(error)) return null;
      throw error;
    }
  }

  /** The smaller case; null where it does not hold: it was made with less patience than it is confirmed with. */
  async #shrunk(
    options: ShrinkOptions & { readonly steps: readonly Step[] },
  ): Promise<Pick<Found, 'steps' | 'shown' | 'confirmed'> | null> {
    if (options.budget.spent) return null;
    this.#options.phase('shrink');
    const steps = await shrink(this.#lab, this.#schema, options.steps, options);
    this.#options.phase('confirm');
    const confirmed = await confirm(this.#lab, { steps }, looksLike(options.shown.violation));
    return confirmed.shown !== null && isBelieved(confirmed)
      ? { steps, shown: confirmed.shown, confirmed }
      : null;
  }

  /** Alone first; if nothing is seen, after all that the kernel had been sent before. */
  async #confirm(
    sighting: Sighting,
  ): Promise<{ steps: readonly Step[]; confirmed: Confirmed; suspect: number | null }> {
    const { violation, steps, past } = sighting;
    const like = looksLike(violation);
    const alone = await confirm(this.#lab, { steps }, like);
    if (alone.k > 0 || past.length === 0 || this.#options.resembles(violation)) {
      return { steps, confirmed: alone, suspect: suspectOf(alone.shown) };
    }
    const all = [...past.map(recalled), ...steps];
    const confirmed = await confirm(this.#lab, { steps: all }, like);
    return { steps: all, confirmed, suspect: suspectOf(confirmed.shown) };
  }
}

/**
 * The step that is likely to blame: the one that the oracle names, else the first that was not answered, by counting:
 * where a kernel hangs or dies, the frame it was at is the one after those it had answered.
 */
export function suspectOf(shown: Shown | null): number | null {
  if (shown === null) return null;
  if (shown.violation.step !== null) return shown.violation.step;
  const { history } = shown.tried.trial;
  const answered = history.filter(({ kind }) => kind === 'received').length;
  const at = history.filter((event) => event.kind === 'sent')[answered];
  return at?.origin.kind === 'step' ? at.origin.step : null;
}
