import type { Outcome } from './types.js';

export type Dropped = Extract<Outcome, 'dropped-logged' | 'dropped-silent'>;

/** How long after the next answer a log line may come and still be about the frame before: pipes are slower. */
const LOG_LATE_MS = 1_000;

/** Whether anybody could know of a frame that got no answer: a line was logged between its sending and the next answer. */
export function dropped(
  log: readonly { readonly at: number }[],
  sentAt: number,
  nextAnswerAt: number,
): Dropped {
  const logged = log.some(({ at }) => at >= sentAt && at <= nextAnswerAt + LOG_LATE_MS);
  return logged ? 'dropped-logged' : 'dropped-silent';
}
