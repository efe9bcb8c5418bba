import type { Chronicle } from '../../history/index.js';
import { dropped, type Dropped } from '../dropped.js';
import type { ChannelAccount } from './channelAccount.js';

/** What to call a frame that went unanswered: the line that tells of it is looked for up to the next answer. */
export function droppedOutcome(chronicle: Chronicle, account: ChannelAccount, frame: number): Dropped {
  return dropped(chronicle.log, account.sent[frame]?.at ?? 0, nextAnswerAt(chronicle, account, frame));
}

function nextAnswerAt(chronicle: Chronicle, account: ChannelAccount, frame: number): number {
  for (let next = frame + 1; next < account.tail; next += 1) {
    const arrival = account.arrivedAt[account.answerOf[next] ?? -1];
    const event = arrival === undefined ? undefined : chronicle.received[arrival];
    if (event !== undefined) return event.at;
  }
  return Infinity;
}
