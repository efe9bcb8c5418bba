import { blameFrame } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { allSessions } from './allSessions.js';
import { sessionBooksOf } from './sessionBooks.js';
import { sessionTrial } from './sessionTrial.js';

/** An answer reaches the session that asked, and no other. */
export function judgeLeaks(trial: Trial, sheet: Sheet): void {
  const sessions = allSessions(trial);
  for (const session of sessions) {
    const own = sessionTrial(trial, session);
    const { answers, strays } = sessionBooksOf(own);
    sheet.judged(answers);
    for (const { event, asks } of strays) {
      // What it sent itself, it may have asked for; that it came twice is not for this rule.
      if (asks(own) !== null) continue;
      for (const other of sessions) {
        const frame = other === session ? null : asks(sessionTrial(trial, other));
        if (frame === null) continue;
        sheet.violate(blameFrame(trial, frame), () => ({
          rule: 'leaked',
          outcome: 'duplicated',
          expected: `the answer to ${nameFrame(frame)} of session ${other} in that session alone`,
          actual: `it came in session ${session}`,
          because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}; in ${session} came ${tellBytes(event.bytes)}`,
        }));
        break;
      }
    }
  }
}
