import { chronicleOf } from '../../history/index.js';
import { blameFrame, blameNobody } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { hostMessagesIn, type Answered, type Asked } from './hostMessages.js';
import { livesIn } from './lives.js';

/** Each session that is to be created gets one answer, in the order of asking; one that lives is not created over. */
export function judgeStarts(trial: Trial, sheet: Sheet): void {
  const { creates, answers } = hostMessagesIn(trial.history);
  const left: Answered[] = [...answers];
  let last = -Infinity;
  for (const create of creates) {
    const at = left.findIndex(({ session }) => session === create.session);
    const [answer] = at === -1 ? [] : left.splice(at, 1);
    if (answer === undefined) {
      unanswered(trial, create, answers, sheet);
      continue;
    }
    sheet.judged();
    if (answer.event.at < last) {
      sheet.violate(blameFrame(trial, create.frame), () => ({
        rule: 'created-out-of-order',
        outcome: 'reordered',
        expected: 'answers on response in the order in which sessions were to be created',
        actual: `the answer for ${create.session} came after that for one that was asked for later`,
        because: `${nameFrame(create.frame)} is ${tellBytes(create.frame.bytes)}`,
      }));
    }
    last = Math.max(last, answer.event.at);
  }
  judgeShadows(trial, sheet);
  for (const { session, event } of left) {
    // Only what is sure to be taken is known as a request: others may have been taken too.
    if (creates.length === 0 || creates.every((create) => create.session !== session)) continue;
    sheet.violate(blameNobody(event.channel), () => ({
      rule: 'created-unasked',
      outcome: 'duplicated',
      expected: 'one answer for each session that is to be created',
      actual: `one more for ${session}`,
      because: `it says ${Buffer.from(event.bytes).toString('utf8').slice(0, 200)}`,
    }));
  }
}

/** Somebody waited for the answer, or one that was asked for later was answered. */
function unanswered(
  trial: Trial,
  { frame, session }: Asked,
  answers: readonly Answered[],
  sheet: Sheet,
): void {
  const { exit, stop } = chronicleOf(trial.history);
  const later = answers.some(({ event }) => event.at > frame.at);
  if (!later || exit !== null || stop !== null) {
    sheet.unknown('a session was to be created, and nobody waited for the answer');
    return;
  }
  const { creates } = hostMessagesIn(trial.history);
  const overtaken = answers.some((answer) =>
    creates.some((create) => create.frame.at > frame.at && create.session === answer.session),
  );
  if (!overtaken) {
    sheet.unknown('a session was to be created, and nobody waited for the answer');
    return;
  }
  sheet.judged();
  sheet.violate(blameFrame(trial, frame), () => ({
    rule: 'create-unanswered',
    outcome: 'dropped-silent',
    expected: `an answer on response for the session ${session}`,
    actual: 'none, while later ones were answered',
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
      outcome: 'zombie',
      expected: `${create.session} lives already: it is not created again, or the first ends before that is answered`,
      actual: over,
      because: `${nameFrame(create.frame)} is ${tellBytes(create.frame.bytes)}`,
    }));
  }
}
