import { performance } from 'node:perf_hooks';
import { signatureOf, type Violation } from '../oracles/index.js';
import type { Schema } from '../schema/index.js';
import type { Step } from '../wire/index.js';
import { Budget } from './budget.js';
import { confirm, isBelieved, looksLike, type Confirmed, type Shown } from './confirm.js';
import { looseFindingSignature } from './findingSignature.js';
import type { Lab } from './lab.js';
import { ALIKE_MAX, SHRINK_RUNS } from './limits.js';
import { shrink } from './shrink.js';

/** A violation as it was first seen, with all that its kernel had been sent. */
export interface Sighting {
  readonly violation: Violation;
  /** The case in which it was seen. */
  readonly steps: readonly Step[];
  /** What the same kernel had been sent before. */
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

    this.#options.phase('shrink');
    // At the end of a run's time there is still half of it: a finding that nobody can read is worth little.
    const left = Math.max(until - performance.now(), this.#options.shrinkMs / 2);
    const shrinkMs = Math.min(this.#options.shrinkMs, left);
    const budget = new Budget(shrinkMs, SHRINK_RUNS);
    const shrunk = await shrink(this.#lab, this.#schema, steps, {
      shown: confirmed.shown,
      suspect,
      budget,
    });
    const again =
      shrunk.runs === 0 ? confirmed : await confirm(this.#lab, { steps: shrunk.steps }, looksLike(violation));
    tags.add(shrunk.shown.violation.tag ?? ANY_TAG);
    const held = again.shown !== null && isBelieved(again);
    return {
      kind: 'finding',
      found: {
        steps: held ? shrunk.steps : steps,
        shown: held ? again.shown : confirmed.shown,
        confirmed: held ? again : confirmed,
        from: steps,
        runs: shrunk.runs,
      },
    };
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
    const all = [...past, ...steps];
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
