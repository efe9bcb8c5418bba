import { blameNobody } from '../blame.js';
import { chronicleOf } from '../../history/index.js';
import { hex, readStreamFrame } from '../../wire/index.js';
import { Sheet } from '../sheet.js';
import type { Judgement, Trial } from '../types.js';

/** Every frame on the stream is one notification in strict JSON; those that answer frames are well-formed. */
export function notificationOfEcho(trial: Trial): Judgement {
  const sheet = new Sheet('notification');
  for (const { channel, bytes } of chronicleOf(trial.history).received) {
    const reading = readStreamFrame(bytes);
    sheet.judged();
    if (reading.kind === 'bad-frame') {
      sheet.violate(blameNobody(channel), () => ({
        rule: 'bad-frame',
        outcome: 'lossy',
        // Some reasons name a size.
        change: reading.because.replaceAll(/\d+/g, 'n'),
        expected: 'one msgpack bin that holds one JSON document, a notification',
        actual: `${reading.because} (byte ${reading.at})`,
        because: `the frame of ${bytes.length} bytes begins 0x${hex(bytes, 48)}`,
      }));
    } else if (reading.kind === 'notification' && reading.op === null) {
      sheet.violate(blameNobody(channel), () => ({
        rule: 'no-op',
        outcome: 'lossy',
        expected: 'a notification with a string `op`',
        actual: 'one without',
        because: `the frame of ${bytes.length} bytes begins 0x${hex(bytes, 48)}`,
      }));
    }
  }
  return sheet.judgement();
}
