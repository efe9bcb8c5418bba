import type { ChannelAccount } from './channelAccount.js';

/**
 * Answers that bear a wrong number. A kernel that counts only what it handled, so that its numbers fall behind after
 * a loss (or run ahead after a frame handled twice), does not count as numbering wrongly: the loss is the bug.
 */
export function misnumbered(account: ChannelAccount): readonly number[] {
  const wrong: number[] = [];
  let answered = 0;
  for (let answer = 0; answer < account.answers; answer += 1) {
    const frame = account.frameOf[answer] ?? -1;
    const meant = frame >= 0 ? frame : (account.repeats[answer] ?? -1);
    if (meant < 0) continue;
    const claimed = account.claimed(answer);
    if (frame >= 0 && claimed !== meant && claimed !== answered) wrong.push(answer);
    answered += 1;
  }
  return wrong;
}
