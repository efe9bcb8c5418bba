import type { Trial } from '../types.js';
import { sessionBooksOf } from './sessionBooks.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/** Whether some session still answered a probe after the case: what silences all of them is told by `alive` alone. */
export function servesAny(trial: Trial): boolean {
  return steadySessions(trial).some((session) =>
    sessionBooksOf(sessionTrial(trial, session)).owed.some(
      ({ frame, fate }) => frame.origin.kind === 'probe' && fate === 'answered',
    ),
  );
}
