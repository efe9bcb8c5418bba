import { RunnerError } from './runnerError.js';

/** What a run is made from: equal seeds, equal cases. */
export interface Seed {
  /** As it was given, or as one would give it to get the same run. */
  readonly text: string;
  /** 32 bits, signed. */
  readonly number: number;
}

/**
 * Reads a seed: a whole number, or a git commit id (7 to 40 hexadecimal digits), so that a nightly run is another one
 * for each commit and yet the same for everybody.
 */
export function parseSeed(text: string): Seed {
  if (/^-?\d{1,15}$/.test(text)) return { text, number: Number(BigInt.asIntN(32, BigInt(text))) };
  if (/^[0-9a-f]{7,40}$/i.test(text)) return { text, number: Number.parseInt(text.slice(0, 8), 16) | 0 };
  throw new RunnerError(
    'bad-seed',
    `Could not read the seed ${JSON.stringify(text.slice(0, 60))}: expected a whole number or a git commit id. ` +
      `Try --seed 42 or --seed $(git rev-parse HEAD).`,
  );
}

/** The seed of one case of a run: well mixed, so that neighbours have nothing in common. */
export function caseSeed(seed: number, index: number): number {
  let mixed = (seed ^ Math.imul(index + 1, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
