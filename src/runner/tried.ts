import type { Started } from '../kernels/index.js';
import { isEnd } from '../wire/index.js';
import type { Judgement, Trial, Violation } from '../oracles/index.js';

/** One case, run and judged. */
export interface Tried {
  readonly trial: Trial;
  readonly judgements: readonly Judgement[];
  /** Frames that were not sent because they might do harm, by reason. */
  readonly kept: ReadonlyMap<string, number>;
  /** From the first message to the last answer; judging is not in it. */
  readonly seconds: number;
  /** How its kernel was started; null: it is no process of its own. */
  readonly started: Started | null;
}

export function violationsOf(tried: Tried): readonly Violation[] {
  return tried.judgements.flatMap(({ violations }) => violations);
}

/** The kernel ended or went silent: it is not used again. */
export function isIll(tried: Tried): boolean {
  return tried.trial.history.some(
    (event) =>
      event.kind === 'deadline' || event.kind === 'exit' || (event.kind === 'fault' && isEnd(event.fault)),
  );
}
