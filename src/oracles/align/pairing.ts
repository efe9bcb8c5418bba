/**
 * The frames sent on one channel and the answers that came for it, as far as pairing them needs it: two counts and
 * two questions. Frames are numbered in the order of sending, answers in the order of arrival, both from 0.
 */
export interface Pairing {
  readonly frames: number;
  readonly answers: number;
  /** The frame that an answer says it belongs to; may lie outside of what was sent. */
  claimed(answer: number): number;
  /** Whether a healthy kernel may give this answer to this frame, whatever it claims. */
  fits(frame: number, answer: number): boolean;
  /** The same, asked of many pairs while searching: quicker, and no for some that fit only by a declared loss. */
  resembles(frame: number, answer: number): boolean;
  /** What asking {@link resembles} costs, in bytes to compare: long searches stop at a budget. */
  weight(answer: number): number;
}

/** Which answer belongs to which frame: one explanation of what happened on a channel. */
export interface Alignment {
  /** For each answer its frame; -1: it is one too many. */
  readonly frameOf: Int32Array;
  /** For each answer that is one too many the frame it answers once more; -1: none that was sent. */
  readonly repeats: Int32Array;
  /** How much this explanation has to assume; the cheaper one is believed. */
  readonly cost: number;
}

/** An alignment in which nothing is decided yet. */
export function unaligned(answers: number): { frameOf: Int32Array; repeats: Int32Array } {
  return { frameOf: new Int32Array(answers).fill(-1), repeats: new Int32Array(answers).fill(-1) };
}

/** For each frame the answer it got; -1: none. */
export function answerOf(frames: number, frameOf: Int32Array): Int32Array {
  const answers = new Int32Array(frames).fill(-1);
  for (let answer = 0; answer < frameOf.length; answer += 1) {
    const frame = frameOf[answer] ?? -1;
    if (frame >= 0) answers[frame] = answer;
  }
  return answers;
}

/** Unanswered frames before the last answered one, and 1 more when any follow it: an end has one cause. */
export function lossesOf(frames: number, frameOf: Int32Array): number {
  let answered = 0;
  let last = -1;
  for (const frame of frameOf) {
    if (frame < 0) continue;
    answered += 1;
    if (frame > last) last = frame;
  }
  return last + 1 - answered + (last + 1 < frames ? 1 : 0);
}
