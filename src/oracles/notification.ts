import { notificationOfEcho } from './echo/notification.js';
import { notificationOfProgram } from './program/notification.js';
import type { Oracle } from './types.js';

/**
 * Every frame on the stream is strict JSON and says what the protocol lets a kernel say.
 *
 * Cannot see: a notification that is well-formed and untrue.
 * Proven by the mutants `nan-in-json`, `payload-left-out`.
 */
export const notification: Oracle = {
  name: 'notification',
  judge: (trial) => {
    const { answers } = trial.target;
    return answers.kind === 'program' ? notificationOfProgram(trial, answers) : notificationOfEcho(trial);
  },
};
