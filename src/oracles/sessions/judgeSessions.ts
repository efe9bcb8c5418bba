import { Sheet } from '../sheet.js';
import type { Judgement, Oracle, Trial, Violation } from '../types.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/** What an oracle says of each session of a host, summed up. */
export function judgeSessions(oracle: Oracle, trial: Trial): Judgement {
  const sheet = new Sheet(oracle.name);
  for (const session of steadySessions(trial)) {
    const judged = oracle.judge(sessionTrial(trial, session));
    sheet.add({ ...judged, violations: judged.violations.map((violation) => inSession(session, violation)) });
  }
  return sheet.judgement();
}

/** Which session it was is told and is no part of what the bug is. */
export function inSession(session: string, violation: Violation): Violation {
  return { ...violation, because: `In session ${session}: ${violation.because}` };
}
