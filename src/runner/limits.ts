/** Every number the runner decides by. Times in milliseconds. */

/** Answers that may be owed at once: enough to keep both processes busy, less than a socket's high-water mark. */
export const WINDOW_FRAMES = 512;
/** A payload that large goes out alone, so that a window never holds gigabytes. */
export const WINDOW_BYTES: number = 32 * 1024 * 1024;

/** How long a kernel may say nothing at all while it owes an answer. */
export const SILENCE_MS = 10_000;
/** Never less than this, however quick the kernel was so far. */
export const SILENCE_MS_MIN = 1_500;
/** While shrinking on a kernel that has just answered; what comes of it is confirmed with the full patience. */
export const SILENCE_MS_SHRINK = 400;
/** How many of the kernel's own longest pauses make a silence. */
export const SILENCE_FACTOR = 20;
/** After every probe was answered: how long a straggler may take. */
export const GRACE_MS = 150;
/** The same while shrinking. */
export const GRACE_MS_SHRINK = 25;
/** How long one case may send before it is cut short. */
export const CASE_MS = 2_000;
/** The same on a kernel of its own, where a case may stand for a whole life. */
export const FRESH_MS = 60_000;
/** How long a kernel may take to exit once it was told to stop and had nothing left to say. */
export const STOP_MS = 2_000;

/** A kernel is ended and replaced after this much, so that what it was sent can be sent again. */
export const LIFE_FRAMES = 20_000;
export const LIFE_BYTES: number = 128 * 1024 * 1024;

/** Runs alone on a fresh kernel before a violation is believed. */
export const CONFIRM_RUNS = 3;
/** Runs in all when some of them, but not all, showed it. */
export const CONFIRM_RUNS_MAX = 6;
/** Time and runs that shrinking one finding may take. */
export const SHRINK_MS = 20_000;
export const SHRINK_RUNS = 3_000;
/** Violations that look alike are shrunk this often, in the hope of a different cause; then only counted. */
export const ALIKE_MAX = 3;

/** A program's log lines may race its replies: how long to wait for them once all is answered. */
export const QUIET_MS = 40;
