import {
  CAREFUL,
  HASTY,
  HASTY_FACTOR,
  PACE_ANSWERS_MIN,
  PATIENT,
  SILENCE_FACTOR,
  SILENCE_MS_MIN,
  type Patience,
} from './limits.js';

/** How quick kernels of one kind are. */
export interface Pace {
  /** Answers seen. */
  readonly answers: number;
  /** The longest pause before one of them, in milliseconds. */
  readonly longestPauseMs: number;
}

/** Answers are not added up: the second may know those of the first already. */
export function togetherAt(one: Pace, other: Pace): Pace {
  return {
    answers: Math.max(one.answers, other.answers),
    longestPauseMs: Math.max(one.longestPauseMs, other.longestPauseMs),
  };
}

/**
 * How long to wait for a kernel of that pace, before it is said to be silent.
 *
 * @param slowestMs how long an honest answer may take, whatever the pace
 */
export function patienceAfter({ answers, longestPauseMs }: Pace, slowestMs: number = 0): Patience {
  if (answers < PACE_ANSWERS_MIN) return PATIENT;
  const silenceMs = Math.min(
    PATIENT.silenceMs,
    Math.max(SILENCE_MS_MIN, slowestMs, longestPauseMs * SILENCE_FACTOR),
  );
  return { ...PATIENT, silenceMs, againMs: Math.min(PATIENT.againMs, silenceMs / 2) };
}

/** The same where many cases are tried, and what comes of them is confirmed afterwards. */
export function hasteAfter({ longestPauseMs }: Pace): Patience {
  const silenceMs = Math.min(CAREFUL.silenceMs, Math.max(HASTY.silenceMs, longestPauseMs * HASTY_FACTOR));
  return { ...HASTY, silenceMs, againMs: silenceMs / 2 };
}
