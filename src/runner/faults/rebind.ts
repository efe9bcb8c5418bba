import { STREAM, type Levers } from '../../kernels/index.js';
import { TransportError } from '../../transport/index.js';
import type { Course } from '../execution/course.js';
import { Turnstile } from '../execution/turnstile.js';
import { RECONNECT_MS } from '../limits.js';
import { lasts, leftOut, type Does } from './doing.js';

/** It is over when the kernel has connected again, or should have. */
export const rebind: Does<'rebind'> = async (fault, { course, dispatch, begins }) => {
  const { levers } = course.live.kernel;
  if (levers.rebind === undefined) return leftOut(fault, 'this kernel has no socket of its own');
  if (fault.channel !== STREAM) {
    begins();
    return lasts(bindAgain(course, levers, fault.channel));
  }
  if (dispatch.escort !== null) return leftOut(fault, 'another fault follows each message');
  // What is on its way from the kernel would be lost: nobody sends anything until it has connected again.
  const turnstile = new Turnstile();
  const leave = await turnstile.enter();
  dispatch.escort = { turnstile, follow: () => async () => Promise.resolve(true) };
  const letGo = (): void => {
    dispatch.escort = null;
    leave();
  };
  const { watch } = course.live;
  if (!(await course.until(() => watch.owed === 0, dispatch.silenceMs)) || watch.owed > 0) {
    letGo();
    return leftOut(fault, 'the kernel was silent, or ended, before all was answered');
  }
  begins();
  return lasts(bindAgain(course, levers, fault.channel).then(letGo));
};

async function bindAgain(course: Course, { rebind: again }: Levers, channel: string): Promise<void> {
  const excused = course.excuse();
  try {
    await again?.(channel, RECONNECT_MS);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    // Somebody else has the port: no fault of the kernel's, but it is of no use any more.
    if (error.kind === 'bind') {
      course.wanted = true;
      await course.live.kernel.kill();
    }
  } finally {
    excused();
  }
}
