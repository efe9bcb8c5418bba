/** What a corpus file may hold; more than that was not written by this program. */

export const FILE_BYTES_MAX: number = 64 * 2 ** 20;

/** Of JSON: the tagged form writes what is nested deep in a flat way. */
export const JSON_DEPTH_MAX = 1024;

/** Objects, arrays and commas. */
export const JSON_TOKENS_MAX = 4_000_000;

export const STEPS_MAX = 100_000;

/** Steps, each as often as it repeats. */
export const MESSAGES_MAX = 1_000_000;

/** Of one step, and of all steps together. */
export const STEP_BYTES_MAX: number = 256 * 2 ** 20;

/** Of all messages: what a replay would send. */
export const SENT_BYTES_MAX: number = 4 * 2 ** 30;

/** Up to so many bytes a frame is written as hex with its value beside it, above as compressed bytes alone. */
export const VALUE_BYTES_MAX = 4096;

/** Characters of one line of a history, and the bytes that one trial may hold. */
export const LINE_MAX: number = 400 * 2 ** 20;
export const TRIAL_BYTES_MAX: number = 1024 * 2 ** 20;

/** Milliseconds that a fault may wait. */
export const FAULT_MS_MAX = 60_000;
