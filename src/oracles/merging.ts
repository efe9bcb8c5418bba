import { mergingOfProgram } from './program/merging.js';
import { Sheet } from './sheet.js';
import type { Oracle } from './types.js';

/**
 * However a kernel merges the changes of its elements and models, the last one of each wins, and none is lost that
 * should have won.
 *
 * Cannot see: what comes between; changes on two channels that are no copies of each other, whose order nobody promises.
 */
export const merging: Oracle = {
  name: 'merging',
  applies: ({ answers }) => answers.kind === 'program' && answers.state !== undefined,
  optional: true,
  judge: (trial) => {
    const { answers } = trial.target;
    return answers.kind === 'program' ? mergingOfProgram(trial, answers) : new Sheet('merging').judgement();
  },
};
