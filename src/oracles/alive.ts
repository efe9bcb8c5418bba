import { aliveOfEcho } from './echo/alive.js';
import { aliveOfProgram } from './program/alive.js';
import type { Oracle } from './types.js';

/**
 * The kernel lives and hears on every channel after every case, and ends when it is told to, in order.
 *
 * Cannot see: which of the frames that were on their way did it, where there are several.
 * Proven by the mutants `die-on-bad-frame`, `deaf-after-bad-frame`, `deaf-channel`, `hang-on-deep`, `exit-nonzero-on-stop`.
 */
export const alive: Oracle = {
  name: 'alive',
  judge: (trial) => {
    const { answers } = trial.target;
    return answers.kind === 'program' ? aliveOfProgram(trial, answers) : aliveOfEcho(trial, answers);
  },
};
