import type { SentEvent } from '../../history/index.js';
import type { Json } from '../../wire/index.js';
import { blameFrame } from '../blame.js';
import { programAccountOf } from '../program/account.js';
import { jsonAt, textAt } from '../program/valueAt.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes, tellJson } from '../tell.js';
import type { Trial } from '../types.js';
import { sessionTrial, steadySessions } from './sessionTrial.js';

/** Shorter texts are too likely to be the same by chance. */
const TELLING = 12;

/** What an element or a model of one session holds was not sent to another. */
export function judgeValues(trial: Trial, sheet: Sheet): void {
  const { answers } = trial.target;
  if (answers.kind !== 'program' || answers.state === undefined) return;
  const steady = steadySessions(trial);
  for (const session of steady) {
    const account = programAccountOf(sessionTrial(trial, session), answers);
    for (const channel of account.channels) {
      for (const owing of channel.owings) {
        const reply = account.paired.replyOf.get(owing);
        if (reply === undefined || owing.request.tag !== 'invoke-function' || owing.request.value === null)
          continue;
        if (textAt(owing.request.value, ['functionName']) !== answers.state.functionName) continue;
        const shown = jsonAt(reply.json, ['return_value']);
        if (shown === null || shown === undefined) continue;
        sheet.judged();
        const foreign = foreignText(trial, session, textsIn(shown), steady);
        if (foreign === null) continue;
        sheet.violate(blameFrame(trial, foreign.frame), () => ({
          rule: 'value-seen',
          outcome: 'lossy',
          expected: `${nameFrame(owing.request.frame)} of session ${session} shows what that session was sent`,
          actual: `${tellJson(shown)}, which session ${foreign.session} was sent`,
          because: `${nameFrame(foreign.frame)} of session ${foreign.session} is ${tellBytes(foreign.frame.bytes)}`,
        }));
      }
    }
  }
}

/** A frame of another session that holds one of these texts, which this session was never sent. */
function foreignText(
  trial: Trial,
  session: string,
  texts: readonly string[],
  sessions: readonly string[],
): { readonly session: string; readonly frame: SentEvent } | null {
  for (const text of texts) {
    if (frameWith(trial, session, text) !== null) continue;
    for (const other of sessions) {
      const frame = other === session ? null : frameWith(trial, other, text);
      if (frame !== null) return { session: other, frame };
    }
  }
  return null;
}

function frameWith(trial: Trial, session: string, text: string): SentEvent | null {
  const wanted = Buffer.from(text, 'utf8');
  for (const event of sessionTrial(trial, session).history) {
    if (event.kind === 'sent' && Buffer.from(event.bytes).includes(wanted)) return event;
  }
  return null;
}

function textsIn(json: Json): readonly string[] {
  const texts: string[] = [];
  const pending: Json[] = [json];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'str' && next.value.length >= TELLING) texts.push(next.value);
    if (next.kind === 'array') pending.push(...next.items);
    if (next.kind === 'object') pending.push(...next.entries.map(([, value]) => value));
  }
  return texts;
}
