import type { ModelledCodec, Prediction } from '../src/model/index.js';

/** What was compared. */
export class Tally {
  pairs = 0;
  schemas = 0;
  /** Disagreements that are on the list of known ones. */
  known = 0;
  readonly said: Map<string, number> = new Map();
  readonly kinds: Map<string, number> = new Map();

  /** `codec`, and what the model said: `value`, `ask`, or the class of the error. */
  count(codec: ModelledCodec, prediction: Prediction): void {
    this.pairs++;
    const outcome = prediction.kind === 'refused' ? prediction.error.kind : prediction.kind;
    add(this.said, `${codec} ${outcome}`, 1);
  }

  /** So many pairs of a type in which these kinds are. */
  countKinds(kinds: ReadonlySet<string>, pairs: number): void {
    this.schemas++;
    for (const kind of kinds) add(this.kinds, kind, pairs);
  }

  /** The share of pairs of which the model said this, in any codec. */
  shareOf(outcome: string): number {
    let all = 0;
    for (const [key, count] of this.said) if (key.endsWith(` ${outcome}`)) all += count;
    return this.pairs === 0 ? 0 : all / this.pairs;
  }
}

function add(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
