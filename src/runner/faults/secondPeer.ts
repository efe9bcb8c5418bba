import { STREAM } from '../../kernels/index.js';
import { Inlet, Outlet } from '../../transport/index.js';
import { bin, encode } from '../../wire/index.js';
import type { Course } from '../execution/course.js';
import { Turnstile } from '../execution/turnstile.js';
import { RECONNECT_MS } from '../limits.js';
import { lastsFor, leftOut, type Does } from './doing.js';

export const secondPeer: Does<'second-peer'> = async (fault, doing) =>
  fault.channel === STREAM ? sayAside(fault, doing) : takeAway(fault, doing);

/** One more that is pushed to: messages go out one by one, so that it is known which of them it took. */
const takeAway: Does<'second-peer'> = async (fault, { course, dispatch, begins }) => {
  const { channel, forMs } = fault;
  const { kernel, watch } = course.live;
  const { levers } = kernel;
  const port = levers.ports?.get(channel);
  if (port === undefined || watch.taken === undefined) {
    return leftOut(fault, `who took a message of ${channel} could not be told`);
  }
  if (dispatch.escort !== null) return leftOut(fault, 'another fault follows each message');
  const turnstile = new Turnstile();
  const leave = await turnstile.enter();
  const booty = new Booty(course);
  dispatch.escort = { turnstile, follow: (to, frames) => booty.follow(to, frames, dispatch.silenceMs) };
  const isQuiet = await course.until(() => watch.owed === 0, dispatch.silenceMs);
  const peer = Inlet.connect(port, { watched: true });
  const part = async (): Promise<void> => {
    const gone = levers.departure?.(channel, RECONNECT_MS);
    peer.close();
    await gone;
    dispatch.escort = null;
  };
  if (!isQuiet || watch.owed > 0 || !(await peer.agreed(RECONNECT_MS))) {
    await part();
    leave();
    return leftOut(fault, 'the kernel was silent, or ended, before all was answered');
  }
  begins();
  void peer.read(() => {
    booty.frames += 1;
    course.wake();
    return undefined;
  });
  leave();
  return lastsFor(forMs, async () => {
    const left = await turnstile.enter();
    await part();
    left();
  });
};

/** What somebody else got, frame by frame. */
class Booty {
  frames = 0;
  readonly #course: Course;

  constructor(course: Course) {
    this.#course = course;
  }

  /** Of a message of so many frames: it is answered, or it is here. */
  follow(channel: string, frames: number, silenceMs: number): () => Promise<boolean> {
    const all = this.frames + frames;
    const course = this.#course;
    const { live, events } = course;
    return async () => {
      const known = await course.until(() => live.watch.owed === 0 || this.frames >= all, silenceMs);
      if (!known) course.deadline(`an answer on ${channel}, or somebody else to take the message`, silenceMs);
      if (!known || this.frames < all) return known;
      live.watch.taken?.(channel, frames);
      for (const seq of live.takeBack(channel, frames)) {
        events.push({ kind: 'taken', at: course.at(), channel, seq });
      }
      course.listenFrom();
      return true;
    };
  }
}

/** One more that pushes: it says something of its own, and is gone when that has come. */
const sayAside: Does<'second-peer'> = async (fault, { course, step, begins }) => {
  const port = course.live.kernel.levers.ports?.get(fault.channel);
  if (port === undefined) return leftOut(fault, `there is no port for ${fault.channel}`);
  const { events } = course;
  const bytes = encode(bin(Buffer.from(JSON.stringify({ op: 'foreign', number: step }))));
  begins();
  events.push({ kind: 'foreign', at: course.at(), channel: fault.channel, bytes });
  let next = events.length;
  const peer = Outlet.connect(port);
  await peer.send(bytes);
  const came = (): boolean => {
    for (; next < events.length; next += 1) {
      const event = events[next];
      if (event?.kind === 'received' && Buffer.compare(event.bytes, bytes) === 0) return true;
    }
    return false;
  };
  return lastsFor(fault.forMs, async () => {
    await course.within(RECONNECT_MS, came);
    peer.close();
  });
};
