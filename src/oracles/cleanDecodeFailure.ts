import { cleanDecodeFailureOfEcho } from './echo/cleanDecodeFailure.js';
import { cleanDecodeFailureOfProgram } from './program/cleanDecodeFailure.js';
import { withTap } from './program/withTap.js';
import type { Oracle } from './types.js';

/**
 * A frame that cannot be decoded is refused by an error that the decoder may raise, and somebody is told.
 *
 * Cannot see: whether the text of the error is any good. A kernel that dies or goes deaf of it is for `alive`.
 * Proven by the mutants `swallow-decode-error`, `empty-frame-silent`, `wrong-error-class`.
 */
export const cleanDecodeFailure: Oracle = {
  name: 'clean-decode-failure',
  // A host of several sessions that decodes for all of them in one place ends by what it cannot decode, which `alive` tells.
  applies: ({ answers, sessions }) => answers.kind !== 'program' || sessions === undefined,
  judge: (trial) => {
    const { answers } = trial.target;
    return answers.kind === 'program'
      ? withTap(trial, answers, cleanDecodeFailureOfProgram, cleanDecodeFailureOfEcho)
      : cleanDecodeFailureOfEcho(trial, answers);
  },
};
