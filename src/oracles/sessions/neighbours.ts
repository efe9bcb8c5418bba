import { blameOneOf } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { oddElsewhere } from './oddElsewhere.js';
import { servesAny } from './servesAny.js';
import { sessionBooksOf, type Owed } from './sessionBooks.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/**
 * A session that was sent only what must be taken loses nothing, whatever others are sent or come to: where one does,
 * and others do not, what was odd elsewhere is to blame.
 *
 * A program may have reasons of its own for losing one reply, or one session, which `fifo` and `alive` tell of that session
 * alone. Its neighbours are blamed where several sessions that were sent nothing odd say nothing any more.
 */
export function judgeNeighbours(trial: Trial, sheet: Sheet): void {
  if (!servesAny(trial)) return;
  const losses = steadySessions(trial).flatMap((session) => {
    const { owed, odd } = sessionBooksOf(sessionTrial(trial, session));
    if (odd.length > 0) return [];
    sheet.judged(owed.filter(({ fate }) => fate === 'answered').length);
    const lost = owed.find(({ fate }) => fate === 'lost');
    return lost === undefined ? [] : [{ session, lost, isSilent: isSilentAfter(lost, owed) }];
  });
  const isProgram = trial.target.answers.kind === 'program';
  if (isProgram && losses.filter(({ isSilent }) => isSilent).length < SEVERAL) return;
  for (const { session, lost, isSilent } of losses) {
    if (isProgram && !isSilent) continue;
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

/** One may be silent by itself. */
const SEVERAL = 2;

function isSilentAfter(lost: Owed, owed: readonly Owed[]): boolean {
  return !owed.some(({ frame, fate }) => fate === 'answered' && frame.at >= lost.frame.at);
}
