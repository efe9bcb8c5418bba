import { chronicleOf } from '../../history/index.js';
import { blameOneOf } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { allSessions } from './allSessions.js';
import { hostMessagesIn } from './hostMessages.js';
import { sessionTrial } from './sessionTrial.js';

/** What is sent to a session that is not there is dropped, and the log says so. */
export function judgeDrops(trial: Trial, sheet: Sheet): void {
  const { sessions } = trial.target;
  const { creates, exits } = hostMessagesIn(trial.history);
  const { log, exit, deadlines } = chronicleOf(trial.history);
  if (sessions?.droppedFor === undefined || deadlines.length > 0 || (exit !== null && !exit.wanted)) return;
  for (const session of allSessions(trial)) {
    const own = sessionTrial(trial, session).history;
    const created = creates.some((one) => one.session === session) || sessions.initial.includes(session);
    const endedAt = exits.findLast((one) => one.session === session)?.event.at ?? Infinity;
    const spoke = own.some(({ kind }) => kind === 'received');
    if (created ? endedAt === Infinity : spoke) continue;
    const again = creates.findLast((one) => one.session === session && one.frame.at > endedAt);
    if (again !== undefined) continue;
    const sent = own.filter((event) => event.kind === 'sent');
    const dropped = created ? sent.filter(({ at }) => at > endedAt) : sent;
    if (dropped.length === 0) continue;
    sheet.judged(dropped.length);
    const lines = log.filter(({ line }) => sessions.droppedFor?.(line) === session).length;
    if (lines >= dropped.length) continue;
    const [first] = dropped;
    sheet.violate(blameOneOf(trial, dropped), () => ({
      rule: 'dropped-unlogged',
      outcome: 'dropped-silent',
      expected: `a line in the log for each of ${dropped.length} messages to ${session}, which is not there`,
      actual: `${lines} lines`,
      because: first === undefined ? '' : `${nameFrame(first)} is ${tellBytes(first.bytes)}`,
    }));
  }
}
