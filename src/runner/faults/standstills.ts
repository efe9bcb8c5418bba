import { setTimeout as delay } from 'node:timers/promises';
import type { End } from '../../kernels/index.js';
import type { Fault } from '../../wire/index.js';
import { START_MS } from '../limits.js';
import { lasts, lastsFor, leftOut, type Doing, type Does, type Effect } from './doing.js';

export const freeze: Does<'freeze'> = async (fault, doing) =>
  standStill(fault, doing, doing.course.live.kernel.levers.freeze);

export const stopReading: Does<'stop-reading'> = async (fault, doing) =>
  standStill(fault, doing, doing.course.live.kernel.levers.stopReading);

export const undrained: Does<'undrained'> = async (fault, doing) => {
  const { leaveUndrained } = doing.course.live.kernel.levers;
  return standStill(fault, doing, leaveUndrained && (() => leaveUndrained(fault.output)));
};

/** Where the host does not hear, or the kernel cannot speak, nobody is to lose patience. */
async function standStill(
  fault: Extract<Fault, { forMs: number }>,
  { course, begins }: Doing,
  lever: (() => End) | undefined,
): Promise<Effect> {
  if (lever === undefined) return leftOut(fault, 'this kernel has no such lever');
  begins();
  const excused = course.excuse();
  const end = lever();
  const effect = lastsFor(fault.forMs, () => {
    end();
    excused();
  });
  return Promise.resolve(effect);
}

export const slowSends: Does<'slow-sends'> = async ({ pauseMs, forMs }, { dispatch, sender, begins }) => {
  begins();
  dispatch.slow.set(sender, pauseMs);
  const effect = lastsFor(forMs, () => {
    dispatch.slow.delete(sender);
  });
  return Promise.resolve(effect);
};

/** The kernel was launched so; what is sent until it is there waits in the host's sockets. */
export const lateStart: Does<'late-start'> = async (fault, { course, step, begins }) => {
  const { kernel, isLate } = course.live;
  if (!isLate || step > 0) {
    return leftOut(fault, 'a kernel starts late only as the first step of a case, on a kernel of its own');
  }
  begins();
  const excused = course.excuse();
  const late = delay(fault.forMs + START_MS, undefined, { ref: false });
  const over = Promise.race([kernel.ready, late]).then(excused);
  return Promise.resolve(lasts(over));
};
