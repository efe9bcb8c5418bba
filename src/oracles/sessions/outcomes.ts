import { chronicleOf, type SentEvent } from '../../history/index.js';
import { sessionOf } from '../../schema/index.js';
import type { NoteOutcome } from '../noteOutcome.js';
import type { Trial } from '../types.js';
import { hostMessagesIn } from './hostMessages.js';
import { allSessions } from './allSessions.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/**
 * Tells what became of each frame that a step sent to a host or one of its sessions.
 *
 * @param ofSession - tells it of one session's frames
 */
export function outcomesOfHost(
  trial: Trial,
  ofSession: (trial: Trial, note: NoteOutcome) => void,
  note: NoteOutcome,
): void {
  const steady = new Set(steadySessions(trial));
  for (const session of allSessions(trial)) {
    if (steady.has(session)) ofSession(sessionTrial(trial, session), note);
  }
  const answered = answeredCreates(trial);
  for (const [channel, sent] of chronicleOf(trial.history).sent) {
    const of = sessionOf(channel);
    if (of !== null && steady.has(of.session)) continue;
    for (const frame of sent) {
      if (frame.origin.kind === 'step') note(frame, answered.has(frame) ? 'echoed' : null);
    }
  }
}

function answeredCreates({ history }: Trial): ReadonlySet<SentEvent> {
  const { creates, answers } = hostMessagesIn(history);
  const left = answers.map(({ session }) => session);
  const found = new Set<SentEvent>();
  for (const { frame, session } of creates) {
    const at = left.indexOf(session);
    if (at === -1) continue;
    left.splice(at, 1);
    found.add(frame);
  }
  return found;
}
