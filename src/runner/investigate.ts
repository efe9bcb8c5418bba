import { performance } from 'node:perf_hooks';
import { looseSignatureOf, signatureOf, type Violation } from '../oracles/index.js';
import type { Schema } from '../schema/index.js';
import type { Step } from '../wire/index.js';
import { Budget } from './budget.js';
import { confirm, isBelieved, looksLike, type Confirmed, type Shown } from './confirm.js';
import type { Lab } from './lab.js';
import { ALIKE_MAX, SHRINK_MS, SHRINK_RUNS } from './limits.js';
import { shrink } from './shrink.js';

/** A violation as it was first seen, with all that its kernel had been sent. */
export interface Sighting {
  readonly violation: Violation;
  /** The case in which it was seen. */
  readonly steps: readonly Step[];
  /** What the same kernel had been sent before. */
  readonly past: readonly Step[];
  /** The kernel had been told to stop. */
  readonly thenStop: boolean;
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

export interface Phases {
  phase(phase: 'confirm' | 'shrink'): void;
}

/** Looks into violations one by one: is it real, and what is the smallest case that shows it? */
export class Investigator {
  readonly #lab: Lab;
  readonly #schema: Schema;
  readonly #phases: Phases;
  /** How often each loose signature was looked into, and by which tags. */
  readonly #looked = new Map<string, { tags: Set<string | null> }>();

  constructor(lab: Lab, schema: Schema, phases: Phases) {
    this.#lab = lab;
    this.#schema = schema;
    this.#phases = phases;
  }

  async look(sighting: Sighting, shrinkUntil: number): Promise<Investigated> {
    const { violation, thenStop } = sighting;
    const loose = looseSignatureOf(violation);
    const looked = this.#looked.get(loose) ?? { tags: new Set() };
    this.#looked.set(loose, looked);
    if (looked.tags.has(violation.tag) || looked.tags.size >= ALIKE_MAX) {
      return { kind: 'alike', signature: signatureOf(violation) };
    }
    looked.tags.add(violation.tag);

    this.#phases.phase('confirm');
    const { steps, confirmed, suspect } = await this.#confirm(sighting);
    if (confirmed.shown === null || !isBelieved(confirmed)) return { kind: 'flake', violation, confirmed };

    this.#phases.phase('shrink');
    const budget = new Budget(Math.min(SHRINK_MS, shrinkUntil - performance.now()), SHRINK_RUNS);
    const shrunk = await shrink(this.#lab, this.#schema, steps, {
      shown: confirmed.shown,
      suspect,
      thenStop,
      budget,
    });
    const again = await confirm(this.#lab, { steps: shrunk.steps }, looksLike(violation), thenStop);
    looked.tags.add(shrunk.shown.violation.tag);
    const held = again.shown !== null && isBelieved(again);
    return {
      kind: 'finding',
      found: {
        steps: held ? shrunk.steps : steps,
        shown: held ? again.shown : confirmed.shown,
        confirmed: held ? again : confirmed,
        from: sighting.steps,
        runs: shrunk.runs,
      },
    };
  }

  /** Alone first; if nothing is seen, after all that the kernel had been sent before. */
  async #confirm(
    sighting: Sighting,
  ): Promise<{ steps: readonly Step[]; confirmed: Confirmed; suspect: number | null }> {
    const { violation, steps, past, thenStop } = sighting;
    const like = looksLike(violation);
    const alone = await confirm(this.#lab, { steps }, like, thenStop);
    if (alone.k > 0 || past.length === 0) {
      return { steps, confirmed: alone, suspect: alone.shown?.violation.step ?? violation.step };
    }
    const all = [...past, ...steps];
    const confirmed = await confirm(this.#lab, { steps: all }, like, thenStop);
    return { steps: all, confirmed, suspect: confirmed.shown?.violation.step ?? null };
  }
}
