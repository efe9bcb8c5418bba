/** Kept back at the end of a run, for the last report and the end of the process. Milliseconds. */
export const CLOSING_MS = 800;

/** The part of a target's time that replaying may take, and the time that it may take of a short one, up to half of it. */
const REPLAY_PART = 0.25;
const REPLAY_MS_MIN = 5_000;
/** The part that is kept back for what is at work when the time is up, in milliseconds at least and at most. */
const RESERVE_PART = 0.15;
const RESERVE_MS_MIN = 1_000;
const RESERVE_MS_MAX = 15_000;
/** With less than this, a target is not begun. */
const SLOT_MS_MIN = 500;

/** Moments of `performance.now()`. */
export interface Slot {
  /** No saved case is at work any more. */
  readonly replayUntil: number;
  /** No new case is begun. */
  readonly fuzzUntil: number;
  /** Everything of the target has ended. */
  readonly endBy: number;
}

/**
 * The time of the next target: its part of what is left; what a target does not use is there for those after it. Null:
 * nothing is left.
 *
 * @param part its weight against that of all that are left, it among them; above 0, at most 1
 */
export function slotOf(now: number, end: number, part: number): Slot | null {
  const slotMs = (end - now) * part;
  if (slotMs < SLOT_MS_MIN) return null;
  const reserveMs = Math.min(RESERVE_MS_MAX, Math.max(RESERVE_MS_MIN, slotMs * RESERVE_PART), slotMs / 2);
  return {
    replayUntil: now + Math.min(slotMs / 2 - 1, Math.max(slotMs * REPLAY_PART, REPLAY_MS_MIN)),
    fuzzUntil: now + slotMs - reserveMs,
    endBy: now + slotMs,
  };
}
