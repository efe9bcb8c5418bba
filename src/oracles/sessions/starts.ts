import { chronicleOf } from '../../history/index.js';
import { blameFrame, blameNobody } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { hostMessagesIn, type Answered, type Asked } from './hostMessages.js';
import { livesIn } from './lives.js';
import { servesAny } from './servesAny.js';

/** Each session that is to be created gets one answer; one that lives is not created over. */
export function judgeStarts(trial: Trial, sheet: Sheet): void {
  const { creates, answers } = hostMessagesIn(trial.history);
  const left: Answered[] = [...answers];
  for (const create of creates) {
    const at = left.findIndex(({ session }) => session === create.session);
    if (at === -1) unanswered(trial, create, sheet);
    else {
      left.splice(at, 1);
      sheet.judged();
    }
  }
  judgeShadows(trial, sheet);
  for (const { session, event } of left) {
    // Only what is sure to be taken is known as a request: others may have been taken too.
    if (creates.every((create) => create.session !== session)) continue;
    sheet.violate(blameNobody(event.channel), () => ({
      rule: 'created-unasked',
      outcome: 'duplicated',
      expected: 'one answer for each session that is to be created',
      actual: `one more for ${session}`,
      because: `it says ${Buffer.from(event.bytes).toString('utf8').slice(0, 200)}`,
    }));
  }
}

/** Somebody waited for the answer, and the host was heard meanwhile. */
function unanswered(trial: Trial, { frame, session }: Asked, sheet: Sheet): void {
  const { deadlines } = chronicleOf(trial.history);
  if (!deadlines.some(({ at }) => at >= frame.at) || !servesAny(trial)) {
    sheet.unknown('a session was to be created, and nobody waited for the answer');
    return;
  }
  sheet.judged();
  sheet.violate(blameFrame(trial, frame), () => ({
    rule: 'create-unanswered',
    outcome: 'dropped-silent',
    expected: `an answer on response for the session ${session}`,
    actual: 'none',
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  }));
}

/** A session that lives is refused a second life, or ended before it gets one. */
function judgeShadows(trial: Trial, sheet: Sheet): void {
  for (const { create, over } of livesIn(trial)) {
    if (create === null) continue;
    sheet.judged();
    if (over === null) continue;
    sheet.violate(blameFrame(trial, create.frame), () => ({
      rule: 'created-over',
      outcome: 'duplicated',
      expected: `${create.session} lives already: it is not created again, or the first ends before that is answered`,
      actual: over,
      because: `${nameFrame(create.frame)} is ${tellBytes(create.frame.bytes)}`,
    }));
  }
}
