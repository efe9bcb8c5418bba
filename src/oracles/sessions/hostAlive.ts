import { chronicleOf, type Chronicle } from '../../history/index.js';
import { blameNobody, blameOneOf, type Blame } from '../blame.js';
import { endingOf } from '../ending.js';
import { judgeExit } from '../exits.js';
import { uncaughtBy } from '../lastError.js';
import { Sheet } from '../sheet.js';
import { lastLines } from '../tell.js';
import type { Judgement, Oracle, Trial } from '../types.js';
import { oddElsewhere } from './oddElsewhere.js';
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
  const loop = trial.target.sessions?.loop;
  const uncaught = loop === undefined ? null : uncaughtBy(chronicle, loop);
  const judged = steadySessions(trial).map((session) => ({
    session,
    own: judgedAlone(alive, trial, session),
  }));
  if (uncaught !== null) {
    for (const { own } of judged) sheet.add({ ...own, violations: [] });
    judgeLoop(trial, chronicle, uncaught, sheet);
    return sheet.judgement();
  }
  judgeExit(chronicle, endingOf(chronicle), () => suspects(trial, chronicle), sheet);
  const silent = judged.filter(({ own }) => own.violations.length > 0);
  const allSilent = silent.length > 0 && silent.length === judged.length;
  for (const { session, own } of judged) {
    const violations = allSilent ? [] : own.violations.map((violation) => inSession(session, violation));
    sheet.add({ ...own, violations });
  }
  if (allSilent) judgeSilence(trial, chronicle, sheet);
  return sheet.judgement();
}

/** Whether the process then ends or stays is up to the threads of its sessions: for them all it is over. */
function judgeLoop(trial: Trial, chronicle: Chronicle, uncaught: string, sheet: Sheet): void {
  sheet.judged();
  sheet.violate(suspects(trial, chronicle), () => ({
    rule: 'host-ended',
    outcome: 'crash',
    change: uncaught,
    expected: 'a host that refuses what it cannot take, and goes on for all its sessions',
    actual:
      chronicle.exit === null || chronicle.exit.wanted
        ? 'it takes nothing more, and its process lives on'
        : 'it takes nothing more, and its process ended',
    because: `its last lines are:\n${lastLines(chronicle)}`,
  }));
}

function judgeSilence(trial: Trial, chronicle: Chronicle, sheet: Sheet): void {
  sheet.judged();
  const lines = lastLines(chronicle);
  sheet.violate(suspects(trial, chronicle), () => ({
    rule: 'hang',
    outcome: 'hang',
    expected: 'a host that serves its sessions',
    actual: 'the process lives and serves none of its sessions any more',
    because: lines === '' ? 'it wrote nothing' : `its last lines are:\n${lines}`,
  }));
}

/** How the process ended is not the session's. */
function judgedAlone(alive: Oracle, trial: Trial, session: string): Judgement {
  const own = sessionTrial(trial, session);
  const history = own.history.filter(({ kind }) => kind !== 'exit');
  return alive.judge(history.length === own.history.length ? own : { ...own, history });
}

/** What need not be taken, as far as steps sent it; else what was sent since the host was last heard, or last of all. */
function suspects(trial: Trial, { sent, received }: Chronicle): Blame {
  const odd = oddElsewhere(trial, null);
  if (odd.length > 0) return blameOneOf(trial, odd);
  const steps = [...sent.values()].flat().filter(({ origin }) => origin.kind === 'step');
  const heardAt = received.at(-1)?.at ?? 0;
  const since = steps.filter(({ at }) => at >= heardAt);
  const last = steps.toSorted((a, b) => b.at - a.at).slice(0, 1);
  const frames = since.length > 0 ? since : last;
  return frames.length === 0 ? blameNobody(null) : blameOneOf(trial, frames);
}
