import { blameOneOf } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { oddElsewhere } from './oddElsewhere.js';
import { servesAny } from './servesAny.js';
import { sessionBooksOf } from './sessionBooks.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/**
 * A session that was sent only what must be taken loses nothing, whatever others are sent or come to: where one does,
 * and others do not, what was odd elsewhere is to blame.
 */
export function judgeNeighbours(trial: Trial, sheet: Sheet): void {
  const steady = steadySessions(trial);
  const books = steady.map((session) => ({ session, own: sessionBooksOf(sessionTrial(trial, session)) }));
  if (!servesAny(trial)) return;
  for (const { session, own } of books) {
    const { owed, odd } = own;
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
