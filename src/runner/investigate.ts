import { performance } from 'node:perf_hooks';
import { signatureOf, type Violation } from '../oracles/index.js';
import type { Schema } from '../schema/index.js';
import type { Step } from '../wire/index.js';
import { Budget } from './budget.js';
import { confirm, isBelieved, looksLike, type Confirmed, type Shown } from './confirm.js';
import { looseFindingSignature } from './findingSignature.js';
import type { Lab } from './lab.js';
import { recalled } from './live.js';
import { ALIKE_MAX, CAREFUL, SHRINK_RUNS } from './limits.js';
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
}

/** The failure has nothing to do with tags: its smallest case has none. */
const ANY_TAG = Symbol('any tag');

/** Looks into violations one by one: is it real, and what is the smallest case that shows it? */
export class Investigator {
  readonly #lab: Lab;
  readonly #schema: Schema;
  readonly #options: InvestigatorOptions;
  /** How often each loose signature was looked into, and by which tags. */
  readonly #looked = new Map<string, Set<string | null | typeof ANY_TAG>>();

  constructor(lab: Lab, schema: Schema, options: InvestigatorOptions) {
    this.#lab = lab;
    this.#schema = schema;
    this.#options = options;
  }

  async look(sighting: Sighting, until: number): Promise<Investigated> {
    const { violation } = sighting;
    const loose = looseFindingSignature(violation);
    const tags = this.#looked.get(loose) ?? new Set();
    this.#looked.set(loose, tags);
    if (tags.has(violation.tag) || tags.has(ANY_TAG) || tags.size >= ALIKE_MAX) {
      return { kind: 'alike', signature: signatureOf(violation) };
    }
    tags.add(violation.tag);

    this.#options.phase('confirm');
    const { steps, confirmed, suspect } = await this.#confirm(sighting);
    if (confirmed.shown === null || !isBelieved(confirmed)) {
      return this.#options.resembles(violation)
        ? { kind: 'alike', signature: signatureOf(violation) }
        : { kind: 'flake', violation, confirmed };
    }

    // At the end of a run's time there is still half of it: a finding that nobody can read is worth little.
    const left = Math.max(until - performance.now(), this.#options.shrinkMs / 2);
    const budget = new Budget(Math.min(this.#options.shrinkMs, left), SHRINK_RUNS);
    const shown = confirmed.shown;
    const found = (await this.#shrunk({ steps, shown, suspect, budget, patience: this.#lab.haste })) ??
      (await this.#shrunk({ steps, shown, suspect, budget, patience: CAREFUL })) ?? {
        steps,
        shown,
        confirmed,
      };
    tags.add(found.shown.violation.tag ?? ANY_TAG);
    return { kind: 'finding', found: { ...found, from: steps, runs: budget.runs } };
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
function suspectOf(shown: Shown | null): number | null {
  if (shown === null) return null;
  if (shown.violation.step !== null) return shown.violation.step;
  const { history } = shown.tried.trial;
  const answered = history.filter(({ kind }) => kind === 'received').length;
  const at = history.filter((event) => event.kind === 'sent')[answered];
  return at?.origin.kind === 'step' ? at.origin.step : null;
}
