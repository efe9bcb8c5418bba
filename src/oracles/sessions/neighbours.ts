import { HOST_CHANNELS } from '../../schema/index.js';
import type { SentEvent } from '../../history/index.js';
import { chronicleOf } from '../../history/index.js';
import { blameOneOf } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { allSessions } from './allSessions.js';
import { servesAny } from './servesAny.js';
import { sessionBooksOf } from './sessionBooks.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/**
 * A session that was sent only what must be taken loses nothing, whatever others are sent or come to: where one does,
 * and others do not, what was odd elsewhere is to blame.
 */
export function judgeNeighbours(trial: Trial, sheet: Sheet): void {
  const steady = steadySessions(trial);
  const books = steady.map((session) => ({ session, ...sessionBooksOf(sessionTrial(trial, session)) }));
  if (!servesAny(trial)) return;
  for (const { session, owed, odd } of books) {
    if (odd.length > 0) continue;
    const lost = owed.find(({ fate }) => fate === 'lost');
    sheet.judged(owed.filter(({ fate }) => fate === 'answered').length);
    if (lost === undefined) continue;
    const suspects = oddElsewhere(trial, session);
    if (suspects.length === 0) continue;
    sheet.violate(blameOneOf(trial, suspects), () => ({
      rule: 'neighbour-lost',
      outcome: 'dropped-silent',
      expected: `an answer to ${nameFrame(lost.frame)} of session ${session}, which was sent only what must be taken`,
      actual: 'none came',
      because:
        `${nameFrame(lost.frame)} is ${tellBytes(lost.frame.bytes)}; meanwhile there was ` +
        suspects
          .slice(0, 3)
          .map((frame) => `${nameFrame(frame)} ${tellBytes(frame.bytes)}`)
          .join('; '),
    }));
  }
}

/** What others were sent that need not be taken, and what the host itself was. */
function oddElsewhere(trial: Trial, session: string): readonly SentEvent[] {
  const { sent } = chronicleOf(trial.history);
  const raw = [HOST_CHANNELS.mgmt, HOST_CHANNELS.cmd].flatMap((name) => sent.get(name) ?? []);
  const others = allSessions(trial).filter((other) => other !== session);
  return [
    ...others.flatMap((other) => sessionBooksOf(sessionTrial(trial, other)).odd),
    ...raw.filter(({ origin }) => origin.kind === 'step'),
  ].toSorted((a, b) => a.at - b.at);
}
