import { roundTripOfEcho } from './echo/roundTrip.js';
import { roundTripOfProgram } from './program/roundTrip.js';
import { withTap } from './program/withTap.js';
import type { Oracle } from './types.js';

/**
 * What comes back is what was sent, to the bit where the codec promises it.
 *
 * Cannot see: what a kernel does with a value it gives back unharmed; on a program, fields that no reply repeats.
 * Proven by the mutants `nan-to-null`, `negative-zero-to-zero`, `int64-through-float`, `stale-buffer` and others.
 */
export const roundTrip: Oracle = {
  name: 'round-trip',
  judge: (trial) => {
    const { answers } = trial.target;
    return answers.kind === 'program'
      ? withTap(trial, answers, roundTripOfProgram, roundTripOfEcho)
      : roundTripOfEcho(trial, answers);
  },
};
