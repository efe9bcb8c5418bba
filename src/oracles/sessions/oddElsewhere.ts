import { chronicleOf, type SentEvent } from '../../history/index.js';
import { HOST_CHANNELS } from '../../schema/index.js';
import type { Trial } from '../types.js';
import { allSessions } from './allSessions.js';
import { hostMessagesIn } from './hostMessages.js';
import { sessionBooksOf } from './sessionBooks.js';
import { sessionTrial } from './sessionTrial.js';

/**
 * What steps sent that need not be taken, in the order of sending: to sessions other than this one, and to the host itself.
 * What asks for a session to begin or to end is odd too, for another one.
 */
export function oddElsewhere(trial: Trial, session: string | null): readonly SentEvent[] {
  const { sent } = chronicleOf(trial.history);
  const raw = [HOST_CHANNELS.mgmt, HOST_CHANNELS.cmd].flatMap((name) => sent.get(name) ?? []);
  const { creates, stops } = hostMessagesIn(trial.history);
  const plain = new Set([...creates, ...stops].map(({ frame }) => frame));
  const others = allSessions(trial).filter((other) => other !== session);
  return [
    ...others.flatMap((other) => sessionBooksOf(sessionTrial(trial, other)).odd),
    ...raw.filter((frame) => frame.origin.kind === 'step' && (session !== null || !plain.has(frame))),
  ].toSorted((a, b) => a.at - b.at);
}
