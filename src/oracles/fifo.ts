import { fifoOfEcho } from './echo/fifo.js';
import { fifoOfProgram } from './program/fifo.js';
import { withTap } from './program/withTap.js';
import type { Oracle } from './types.js';

/**
 * Every frame has exactly one answer, and the answers of a channel come in the order of sending.
 *
 * Cannot see: order between channels, which nobody promises; which of several equal frames was lost.
 * Proven by the mutants `drop-every-hundredth`, `swap-neighbours`, `duplicate-answers`, `seq-skips`, `wrong-channel`.
 */
export const fifo: Oracle = {
  name: 'fifo',
  judge: (trial) => {
    const { answers } = trial.target;
    return answers.kind === 'program'
      ? withTap(trial, answers, fifoOfProgram, fifoOfEcho)
      : fifoOfEcho(trial, answers);
  },
};
