import { alive } from './alive.js';
import { cleanDecodeFailure } from './cleanDecodeFailure.js';
import { correlation } from './correlation.js';
import { fifo } from './fifo.js';
import { merging } from './merging.js';
import { notification } from './notification.js';
import { roundTrip } from './roundTrip.js';
import type { Judgement, Oracle, Trial } from './types.js';

/** Every oracle there is, in the order in which their violations are told. */
export const ORACLES: readonly Oracle[] = [
  alive,
  cleanDecodeFailure,
  fifo,
  roundTrip,
  notification,
  correlation,
  merging,
];

/** Lets each oracle judge a trial with a kernel for which it is meant. They share one account of it, which is made once. */
export function judge(trial: Trial, oracles: readonly Oracle[] = ORACLES): readonly Judgement[] {
  return oracles
    .filter(({ applies }) => applies === undefined || applies(trial.target))
    .map((oracle) => oracle.judge(trial));
}
