import { TERMINATE_MS } from '../limits.js';
import { DONE, type Does } from './doing.js';

export const kill: Does<'kill'> = async (_, { course, begins }) => {
  begins();
  course.wanted = true;
  await course.live.kernel.kill();
  return DONE;
};

/** Nobody promises that it ends: one that does not is ended. */
export const terminate: Does<'terminate'> = async (_, { course, begins }) => {
  const { kernel } = course.live;
  begins();
  course.wanted = true;
  kernel.levers.terminate();
  const ended = await course.within(TERMINATE_MS, () => kernel.exited !== null);
  if (!ended) await kernel.kill();
  return DONE;
};

export const interrupt: Does<'interrupt'> = async (_, { course, begins }) => {
  begins();
  course.live.kernel.levers.interrupt();
  return Promise.resolve(DONE);
};
