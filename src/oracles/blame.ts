import type { SentEvent } from '../history/index.js';
import type { Trial, Violation } from './types.js';

/** The message that a violation is about, as far as one is. */
export type Blame = Pick<Violation, 'channel' | 'step' | 'tag' | 'shape'>;

/** One frame is to blame. A probe belongs to no step. */
export function blameFrame(trial: Trial, frame: SentEvent): Blame {
  const step = stepOf(frame);
  const sent = step === null ? undefined : trial.case.steps[step];
  return { channel: frame.channel, step, tag: sent?.tag ?? null, shape: sent?.shape ?? null };
}

/** No frame is to blame, or nobody can say which. */
export function blameNobody(channel: string | null): Blame {
  return { channel, step: null, tag: null, shape: null };
}

/**
 * One of these frames is to blame: the first is named as the suspect, but its tag and shape only where all agree,
 * because both are part of the signature.
 */
export function blameOneOf(trial: Trial, frames: readonly SentEvent[]): Blame {
  const steps = frames.filter((frame) => stepOf(frame) !== null);
  const [first] = steps;
  if (first === undefined) return blameNobody(frames[0]?.channel ?? null);
  const suspect = blameFrame(trial, first);
  const all =
    new Set(steps.map(stepOf)).size === 1 ? [suspect] : steps.map((frame) => blameFrame(trial, frame));
  const agreed = (name: 'tag' | 'shape'): string | null =>
    all.every((blame) => blame[name] === suspect[name]) ? suspect[name] : null;
  return { ...suspect, tag: agreed('tag'), shape: agreed('shape') };
}

function stepOf({ origin }: SentEvent): number | null {
  return origin.kind === 'step' ? origin.step : null;
}
