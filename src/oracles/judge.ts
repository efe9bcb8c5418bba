import { alive } from './alive.js';
import { cleanDecodeFailure } from './cleanDecodeFailure.js';
import { correlation } from './correlation.js';
import { fifo } from './fifo.js';
import { isolation } from './isolation.js';
import { merging } from './merging.js';
import { notification } from './notification.js';
import { roundTrip } from './roundTrip.js';
import { hostAlive } from './sessions/hostAlive.js';
import { judgeSessions } from './sessions/judgeSessions.js';
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
  isolation,
];

/** Lets each oracle judge a trial with a kernel for which it is meant. They share one account of it, which is made once. */
export function judge(trial: Trial, oracles: readonly Oracle[] = ORACLES): readonly Judgement[] {
  return oracles
    .filter(({ applies }) => applies === undefined || applies(trial.target))
    .map((oracle) => (trial.target.sessions === undefined ? oracle.judge(trial) : judgeHost(oracle, trial)));
}

/** All but what is about several sessions is said of each of them, in turn. */
function judgeHost(oracle: Oracle, trial: Trial): Judgement {
  if (oracle === isolation) return oracle.judge(trial);
  return oracle === alive ? hostAlive(oracle, trial) : judgeSessions(oracle, trial);
}
