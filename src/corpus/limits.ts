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

/**
 * Of all steps together when they are unpacked, for a file of so many characters: compressed bytes may stand for a
 * thousand times as many, and all of them are held at once.
 */
export function unpackedBytesMax(fileLength: number): number {
  return Math.min(STEP_BYTES_MAX, Math.max(40 * 2 ** 20, 40 * fileLength));
}

/** Of all frames of a file: a tree takes a hundred bytes for each, so that further frames are kept as bytes. */
export const VALUES_MAX = 200_000;

/** Up to so many bytes a frame is written as hex with its value beside it, above as compressed bytes alone. */
export const VALUE_BYTES_MAX = 4096;

/** Milliseconds that a fault may wait. */
export const FAULT_MS_MAX = 60_000;

/** Milliseconds that one may last, or wait between messages. */
export const FAULT_FOR_MS_MAX = 5_000;

/** Bytes that one may write to a port. */
export const GARBAGE_BYTES_MAX: number = 64 * 2 ** 10;
