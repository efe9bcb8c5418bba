/** What reading an input may cost. */
const MB = 2 ** 20;

/** For an input of a megabyte; a smaller one has its share, above what the first call of anything costs. */
const TIME_MS_MAX = 200;
const TIME_MS_MIN = 50;

/** For any input of up to a megabyte. */
export const MEMORY_BYTES_MAX: number = 64 * MB;

/** Laws are looked at for inputs of up to so many bytes: they cost several readings. */
export const LAW_BYTES_MAX = 64_000;

/** From so many bytes on an input is measured for itself; of smaller ones a whole batch is. */
export const ALONE_BYTES_MIN = 500_000;

/** Milliseconds of processor time that an input of that many bytes may take. */
export function timeMsMax(bytes: number): number {
  return TIME_MS_MIN + ((TIME_MS_MAX - TIME_MS_MIN) * Math.min(bytes, 1_000_000)) / 1_000_000;
}
