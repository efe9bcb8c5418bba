import { movedAnswers } from '../align/movedAnswers.js';
import { blameFrame } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { cut, nameFrame } from '../tell.js';
import type { Trial } from '../types.js';
import type { ProgramAccount } from './account.js';
import { changedIn, type Document } from './broadcasts.js';
import { jsonAt } from './valueAt.js';

const TOLD_CHARS = 300;

/** What the host had the program send comes once, in order, before the reply that says that it was sent. */
export function fifoOfBroadcasts(trial: Trial, account: ProgramAccount, sheet: Sheet): void {
  const { documents, came, frameOf, repeats, native } = account.broadcasts;
  sheet.unknown('the program may say the same of itself', native);
  if (documents.length === 0) return;
  const changed = changedIn(account.broadcasts, account.received, account.answers.schema);
  const arrived = new Map([...frameOf].map((frame, item) => [frame, came[item]] as const));
  const violate = (
    document: Document,
    rule: string,
    outcome: 'reordered' | 'duplicated',
    actual: string,
  ): void => {
    const { frame } = document.call.request;
    sheet.violate(blameFrame(trial, frame), () => ({
      rule,
      outcome,
      change: 'notification',
      expected: `${nameFrame(frame)} sends it once, in order, before its reply: ${cut(document.text, TOLD_CHARS)}`,
      actual,
      because: `${nameFrame(frame)} asked for ${documents.filter(({ call }) => call === document.call).length} of them`,
    }));
  };
  for (const [at, document] of documents.entries()) {
    const event = arrived.get(at) ?? changed.get(document);
    const replied = replyOf(account, document);
    if (event !== undefined) {
      sheet.judged();
      const isLate = replied !== null && account.received.indexOf(event) > replied.at;
      if (isLate) violate(document, 'late', 'reordered', 'it came after the reply');
    } else if (replied?.sent === true) {
      sheet.judged();
      const { frame } = document.call.request;
      sheet.violate(blameFrame(trial, frame), () => ({
        rule: 'lost',
        outcome: 'dropped-silent',
        change: 'notification',
        expected: `${nameFrame(frame)} sends it: ${cut(document.text, TOLD_CHARS)}`,
        actual: 'it did not come',
        because: `the reply of ${nameFrame(frame)} says that it was sent`,
      }));
    } else {
      sheet.unknown('nothing says that the notification was sent');
    }
  }
  for (const item of movedAnswers(frameOf)) {
    const document = documents[frameOf[item] ?? -1];
    if (document !== undefined) violate(document, 'reordered', 'reordered', 'it came out of order');
  }
  for (const [item, frame] of frameOf.entries()) {
    const document = documents[repeats[item] ?? -1];
    if (frame < 0 && document !== undefined)
      violate(document, 'duplicated', 'duplicated', 'it came once more');
  }
}

/** Where among all that came the call was answered, and whether the answer says that all was sent; null: nowhere. */
function replyOf(
  { paired, chronicle, received }: ProgramAccount,
  { call }: Document,
): { readonly at: number; readonly sent: boolean } | null {
  const reply = paired.replyOf.get(call);
  const event = reply === undefined ? undefined : chronicle.received[reply.arrival];
  if (reply === undefined || event === undefined) return null;
  return { at: received.indexOf(event), sent: jsonAt(reply.json, ['return_value'])?.kind === 'int' };
}
