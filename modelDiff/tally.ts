import type { ModelledCodec, Prediction } from '../src/model/index.js';
import { kindsIn } from './kindsIn.js';
import type { Reading, Skew } from './skewForge.js';

/** What was compared. */
export class Tally {
  pairs = 0;
  schemas = 0;
  /** Disagreements that are on the list of known ones. */
  known = 0;
  readonly said: Map<string, number> = new Map();
  readonly kinds: Map<string, number> = new Map();
  /** Pairs whose writer has another schema than the reader. */
  skewed = 0;
  /** Pairs by the kinds of op that make the newer peer, which is the reader or the writer. */
  readonly ops: Readonly<Record<Skew['reader'], Map<string, number>>> = {
    newer: new Map(),
    older: new Map(),
  };
  /** Ops that were drawn and left out, by their reason. */
  readonly leftOut: Map<string, number> = new Map();

  /** `codec`, and what the model said: `value`, `ask`, or the class of the error. */
  count(codec: ModelledCodec, prediction: Prediction): void {
    this.pairs++;
    const outcome = prediction.kind === 'refused' ? prediction.error.kind : prediction.kind;
    add(this.said, `${codec} ${outcome}`, 1);
  }

  /** So many pairs of one reader. */
  countReading(reading: Reading, pairs: number): void {
    this.schemas++;
    for (const kind of kindsIn(reading)) add(this.kinds, kind, pairs);
    for (const reason of reading.leftOut) add(this.leftOut, reason, 1);
    const { skew } = reading;
    if (skew === null) return;
    this.skewed += pairs;
    for (const kind of new Set(skew.ops.map((op) => op.kind))) add(this.ops[skew.reader], kind, pairs);
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
