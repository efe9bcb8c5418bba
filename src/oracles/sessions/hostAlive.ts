import { chronicleOf, type Chronicle } from '../../history/index.js';
import { blameNobody, blameOneOf, type Blame } from '../blame.js';
import { endingOf } from '../ending.js';
import { judgeExit } from '../exits.js';
import { uncaughtBy } from '../lastError.js';
import { Sheet } from '../sheet.js';
import { lastLines } from '../tell.js';
import type { Judgement, Oracle, Trial } from '../types.js';
import { inSession } from './judgeSessions.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/**
 * A host lives and serves all its sessions, and ends when it is told to. Where none of them is served any more that is
 * one violation, not one for each.
 *
 * @param alive - judges one session
 */
export function hostAlive(alive: Oracle, trial: Trial): Judgement {
  const sheet = new Sheet('alive');
  const chronicle = chronicleOf(trial.history);
  judgeExit(chronicle, endingOf(chronicle), () => suspects(trial, chronicle), sheet);
  const judged = steadySessions(trial).map((session) => ({ session, ...judgedAlone(alive, trial, session) }));
  const silent = judged.filter(({ violations }) => violations.length > 0);
  const allSilent = silent.length > 1 && silent.length === judged.length;
  for (const { session, ...own } of judged) {
    sheet.add({
      ...own,
      violations: allSilent ? [] : own.violations.map((violation) => inSession(session, violation)),
    });
  }
  if (!allSilent) return sheet.judgement();
  sheet.judged();
  const loop = trial.target.sessions?.loop;
  const lines = lastLines(chronicle);
  sheet.violate(suspects(trial, chronicle), () => ({
    rule: 'hang',
    outcome: 'zombie',
    change: loop === undefined ? null : uncaughtBy(chronicle, loop),
    expected: 'a host that serves its sessions',
    actual: `the process lives and serves none of its ${silent.length} sessions any more`,
    because: lines === '' ? 'it wrote nothing' : `its last lines are:\n${lines}`,
  }));
  return sheet.judgement();
}

/** How the process ended is not the session's. */
function judgedAlone(alive: Oracle, trial: Trial, session: string): Judgement {
  const own = sessionTrial(trial, session);
  const history = own.history.filter(({ kind }) => kind !== 'exit');
  return alive.judge(history.length === own.history.length ? own : { ...own, history });
}

/** What was sent since the host was last heard, as far as steps sent it; else the last step of all. */
function suspects(trial: Trial, { sent, received }: Chronicle): Blame {
  const steps = [...sent.values()].flat().filter(({ origin }) => origin.kind === 'step');
  const heardAt = received.at(-1)?.at ?? 0;
  const since = steps.filter(({ at }) => at >= heardAt);
  const last = steps.toSorted((a, b) => b.at - a.at).slice(0, 1);
  const frames = since.length > 0 ? since : last;
  return frames.length === 0 ? blameNobody(null) : blameOneOf(trial, frames);
}
