import type { SentEvent } from '../history/index.js';
import { sendAt } from '../wire/index.js';
import type { Trial, Violation } from './types.js';

/** The message that a violation is about, as far as one is. */
export type Blame = Pick<Violation, 'channel' | 'step' | 'tag' | 'shape'>;

/** One frame is to blame. A probe belongs to no step. */
export function blameFrame(trial: Trial, frame: SentEvent): Blame {
  const step = stepOf(frame);
  const sent = step === null ? undefined : sendAt(trial.case, step);
  return { channel: frame.channel, step, tag: sent?.tag ?? null, shape: sent?.shape ?? null };
}

/** No frame is to blame, or nobody can say which. */
export function blameNobody(channel: string | null): Blame {
  return { channel, step: null, tag: null, shape: null };
}

/**
 * One of several frames is to blame. The first is named as the suspect; tag and shape, which are part of the
 * signature, only where all agree.
 *
 * @param all whose tags and shapes count; default: the same frames
 */
export function blameOneOf(
  trial: Trial,
  suspects: readonly SentEvent[],
  all: readonly SentEvent[] = suspects,
): Blame {
  const first = suspects.find((frame) => stepOf(frame) !== null);
  if (first === undefined) return blameNobody(suspects[0]?.channel ?? null);
  const suspect = blameFrame(trial, first);
  const blames = all.filter((frame) => stepOf(frame) !== null).map((frame) => blameFrame(trial, frame));
  const agreed = (name: 'tag' | 'shape'): string | null =>
    blames.every((blame) => blame[name] === suspect[name]) ? suspect[name] : null;
  return { ...suspect, tag: agreed('tag'), shape: agreed('shape') };
}

function stepOf({ origin }: SentEvent): number | null {
  return origin.kind === 'step' ? origin.step : null;
}
