import * as fc from 'fast-check';

import { compareBatch, type Disagreement, type Sides } from './compareBatch.js';
import { NEWEST_MSGSPEC, type MsgspecVersion } from '../src/model/index.js';
import type { RealDecoder } from './realDecoder.js';
import { forgeReading } from './skewForge.js';
import { Tally } from './tally.js';

export interface Campaign {
  readonly newDecoder: () => RealDecoder;
  readonly seed: number;
  /** The version that the decoders are of. */
  readonly msgspec?: MsgspecVersion;
  /** Whether to go on, asked between batches. */
  readonly goesOn: (tally: Tally) => boolean;
  /** Called with each disagreement, shrunk. */
  readonly found: (disagreement: Disagreement) => void;
}

const TAPE = fc.uint8Array({ maxLength: 120, size: 'max' });
/** A schema and what is done to it, and documents of one type. */
const BATCH = fc.tuple(
  fc.record({ schema: TAPE, donor: TAPE, skew: fc.uint8Array({ maxLength: 240, size: 'max' }) }),
  fc.array(fc.uint8Array({ maxLength: 160, size: 'max' }), { minLength: 1, maxLength: 80, size: 'max' }),
);
/** Batches under way at once, each with a decoder of its own, so that neither side waits for the other. */
const LANES = 2;
const SHRINK_MS = 20_000;

/** Compares random documents of random schemas until told to stop. A decoder that dies is a disagreement as well. */
export async function campaign({
  newDecoder,
  seed,
  goesOn,
  found,
  msgspec = NEWEST_MSGSPEC,
}: Campaign): Promise<Tally> {
  const tally = new Tally();
  let next = 0;
  // When one lane is done or fails, so are the others, after the batch they are at.
  const over = new AbortController();
  const lane = async (): Promise<void> => {
    const decoder = newDecoder();
    try {
      while (!over.signal.aborted && goesOn(tally)) {
        const disagreement = await batch({ decoder, msgspec }, tally, seed + next++);
        if (disagreement !== null) found(disagreement);
      }
    } finally {
      over.abort();
      await decoder.end();
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return tally;
}

/** Compares one batch; what disagrees is shrunk, which is not counted. */
async function batch(sides: Sides, tally: Tally, seed: number): Promise<Disagreement | null> {
  let counted: Tally | null = tally;
  let smallest: Disagreement | null = null;
  const property = fc.asyncProperty(fc.noBias(BATCH), async ([forging, tapes]) => {
    const reading = forgeReading(forging, sides.msgspec);
    counted?.countReading(reading, tapes.length);
    const scores = counted ?? new Tally();
    counted = null;
    const disagreement = await compareBatch(sides, reading, tapes, scores);
    smallest = disagreement ?? smallest;
    return disagreement === null;
  });
  const run = { seed, numRuns: 1, interruptAfterTimeLimit: SHRINK_MS, markInterruptAsFailure: true };
  const result = await fc.check(property, run);
  if (result.failed && smallest === null) throw result.errorInstance;
  return smallest;
}
