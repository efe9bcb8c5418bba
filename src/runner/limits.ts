/** Every number the runner decides by. Times in milliseconds. */

/** Answers that may be owed at once: enough to keep both processes busy, less than a socket's high-water mark. */
export const WINDOW_FRAMES = 512;
/** The same for a program, which does some work for most of what it is sent. */
export const WINDOW_FRAMES_PROGRAM = 64;
/** Once the window was full, sending goes on when so much of it is left. */
export const WINDOW_PART = 0.75;
/** A payload that large goes out alone, so that a window never holds gigabytes. */
export const WINDOW_BYTES: number = 32 * 1024 * 1024;

/** What the host's waiting is measured by. */
export interface Patience {
  /** How long a kernel may say nothing at all while it owes an answer. */
  readonly silenceMs: number;
  /** The same when it is asked a second time. */
  readonly againMs: number;
  /** Once every channel was served to its end: how long a straggler may take. */
  readonly graceMs: number;
}

/** With a kernel whose pace is not known yet. */
export const PATIENT: Patience = { silenceMs: 10_000, againMs: 1_500, graceMs: 150 };
/** While shrinking: first in haste (this and the kernel's pace), and where what came of it does not hold, with care. */
export const HASTY: Patience = { silenceMs: 100, againMs: 50, graceMs: 25 };
export const HASTY_FACTOR = 4;
export const CAREFUL: Patience = { silenceMs: 600, againMs: 300, graceMs: 50 };
/** However quick the kernel was so far, it is given this long, and half of it when it is asked again. */
export const SILENCE_MS_MIN = 1_000;
/** Answers that tell a kernel's pace. They are asked for before the first case: a kernel that was never heard is waited for very long. */
export const PACE_ANSWERS_MIN = 8;
/** Rounds of probes in which they must come. */
export const GREETING_ROUNDS = 4;
/** How many of the kernel's own longest pauses make a silence. */
export const SILENCE_FACTOR = 10;
/** What was taken before the log said that nothing more will be: how long an answer to it may take. */
export const DEAF_MS = 200;
/** A timer that rings this much late, as a part of its time, tells that the host itself was held up. */
export const LATE_PART = 0.2;

/** How much one case is made of. */
export interface CaseSize {
  /** See `WorkloadOptions`. */
  readonly messagesMax: number;
  readonly bytesMax: number;
  /** How many of its messages (or crowds) are what the plan asks for next. */
  readonly focuses: number;
}

export const CASE_OF_ECHO: CaseSize = { messagesMax: 600, bytesMax: 256 * 1024, focuses: 1 };
/** The probes after a case take a program as long as a hundred messages: there are more of these. */
export const CASE_OF_PROGRAM: CaseSize = { messagesMax: 1_500, bytesMax: 640 * 1024, focuses: 3 };

/** How long one case may send before it is cut short. */
export const CASE_MS = 2_000;
/** The same on a kernel of its own, where a case may stand for a whole life. */
export const FRESH_MS = 60_000;
/** How long a kernel may take to exit once it was told to stop and had nothing left to say. */
export const STOP_MS = 2_000;

/** A kernel is ended and replaced after this much, so that what it was sent can be sent again. */
export const LIFE_FRAMES = 20_000;
/** An echo kernel that ended well makes the next one's life twice as long, up to this: a young one works at half its speed. */
export const LIFE_FRAMES_MAX = 80_000;
export const LIFE_BYTES: number = 128 * 1024 * 1024;

/** Runs alone on a fresh kernel before a violation is believed. */
export const CONFIRM_RUNS = 3;
/** Runs in all when some of them, but not all, showed it. */
export const CONFIRM_RUNS_MAX = 6;
/** Time and runs that shrinking one finding may take. */
export const SHRINK_MS = 20_000;
export const SHRINK_RUNS = 3_000;
/** What is left of the time when shrinking has ended and is confirmed: to save it, and to end the kernels. */
export const ENDING_MS = 1_500;
/** Violations that look alike are shrunk this often, in the hope of a different cause; then only counted. */
export const ALIKE_MAX = 3;

/** A program's log lines may race its replies: how long to wait for them once all is answered. */
export const QUIET_MS = 40;

/** How long a kernel may take to end after SIGTERM, before it is ended. */
export const TERMINATE_MS = 300;
/** How long a peer may take to come to a port, or to be gone from it. ZeroMQ tries again ten times a second. */
export const RECONNECT_MS = 2_000;
/** How long a kernel that was told the ports late may take to get ready from there. */
export const START_MS = 10_000;
/** One case of so many has a fault: most of them last for a while, and a run is to be about messages. */
export const FAULTY_EVERY = 24;
/** The same where a run is about faults. */
export const FAULTY_EVERY_CHOSEN = 2;
/** How long one waits for what a signal does to a process that goes on answering. */
export const AFTERMATH_MS = 50;
