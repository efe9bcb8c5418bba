import { chronicleOf } from '../../history/index.js';
import { readStreamFrame } from '../../wire/index.js';
import { badFrame, tellFrame } from '../badFrame.js';
import { blameNobody } from '../blame.js';
import { Sheet } from '../sheet.js';
import type { Judgement, Trial } from '../types.js';

/** Every frame on the stream is one notification in strict JSON; those that answer frames are well-formed. */
export function notificationOfEcho(trial: Trial): Judgement {
  const sheet = new Sheet('notification');
  for (const event of chronicleOf(trial.history).received) {
    const reading = readStreamFrame(event.bytes);
    sheet.judged();
    if (reading.kind === 'bad-frame') {
      sheet.violate(blameNobody(event.channel), () => badFrame(event, reading));
    } else if (reading.kind === 'notification' && reading.op === null) {
      sheet.violate(blameNobody(event.channel), () => ({
        rule: 'no-op',
        outcome: 'lossy',
        expected: 'a notification with a string `op`',
        actual: 'one without',
        because: tellFrame(event.bytes),
      }));
    }
  }
  return sheet.judgement();
}
