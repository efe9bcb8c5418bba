import { correlationOfProgram } from './program/correlation.js';
import { Sheet } from './sheet.js';
import type { Oracle } from './types.js';

/**
 * What the code of one run says comes between the sending of its command and its own completion, all of it.
 *
 * Cannot see: output of code whose words nobody can foretell; a kernel that runs no code has nothing to judge.
 */
export const correlation: Oracle = {
  name: 'correlation',
  applies: ({ answers }) => answers.kind === 'program' && answers.runs !== undefined,
  optional: true,
  judge: (trial) => {
    const { answers } = trial.target;
    return answers.kind === 'program'
      ? correlationOfProgram(trial, answers)
      : new Sheet('correlation').judgement();
  },
};
