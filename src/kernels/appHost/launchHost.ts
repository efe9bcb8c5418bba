import { channelIn, createCommand, HOST_CHANNELS, HOST_TAGS } from '../../schema/index.js';
import { cleanEnvironment } from '../cleanEnvironment.js';
import { ContractKernel } from '../contractKernel.js';
import type { Exit, Kernel, KernelListener } from '../kernel.js';
import { KernelError } from '../kernelError.js';
import { KernelProcess } from '../kernelProcess.js';
import { ListenerFeed } from '../listenerFeed.js';
import { Unwrapper, wrapped } from './hostFrames.js';
import { HOST_STOP, mgmtFrame } from './mgmtFrame.js';
import { openHostSockets } from './openHostSockets.js';
import { Reception } from './reception.js';

const READY_MS = 30_000;
const SEND_MS = 10_000;

export interface HostRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What is added to the clean environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Read by the host on stdin, beside its addresses. */
  readonly document: Readonly<Record<string, unknown>>;
  /** What its codec loses. */
  readonly loses?: readonly string[];
  /** The sessions that it begins with. */
  readonly sessions: readonly string[];
  /** Whether a payload is the last word of a session. */
  readonly isExit: (payload: Uint8Array) => boolean;
  /** What is done in each new session before it is fuzzed; default: nothing. `later` gets what it says afterwards. */
  readonly setUp?: (session: Kernel, later: KernelListener) => Promise<unknown>;
  /** Told when the process has ended. */
  readonly ended?: () => void;
}

/**
 * Starts a host of sessions and creates those it begins with. What a session sends and gets is on channels of its own
 * (`channelIn`), whatever sockets that travels on.
 *
 * @throws KernelError `not-started`, `died-early`, `not-ready`
 */
export async function launchHost(request: HostRequest): Promise<Kernel> {
  const sockets = openHostSockets(SEND_MS);
  const feed = new ListenerFeed();
  const { command, args, cwd, document, isExit } = request;
  const process = new KernelProcess({
    command,
    args,
    cwd,
    env: cleanEnvironment(request.env),
    input: JSON.stringify({ ...sockets.addresses, ...document }),
    onLine: (stream, line) => {
      feed.line(stream, line);
    },
  });
  const failed = process.failed.then((cause) => {
    throw new KernelError('not-started', `Started the host "${command}": ${cause.message}.`, cause);
  });
  try {
    void process.pid;
  } catch {
    sockets.close();
    return failed;
  }
  const unwrapper = new Unwrapper(isExit, (channel, frame) => {
    feed.frame(channel, frame);
  });
  const kernel = withWrapping(
    new ContractKernel({
      process,
      ...sockets,
      feed,
      loses: () => request.loses ?? [],
      ...HOST_STOP,
      take: (channel, frame, ends) => {
        unwrapper.take(channel, frame, ends);
      },
    }),
  );
  try {
    return await received(kernel, request, () => process.tail);
  } catch (error) {
    await kernel.kill();
    throw error;
  }
}

/** Waits for the host, has it create its sessions, and lets the caller listen from then on. */
async function received(kernel: Kernel, request: HostRequest, tail: () => string): Promise<Kernel> {
  const later = new ListenerFeed();
  const reception = new Reception({
    frame: () => {},
    line: (stream, line) => {
      later.line(stream, line);
    },
    exit: (exit) => {
      request.ended?.();
      later.exit(exit);
    },
  });
  kernel.listen(reception);
  const { sessions, setUp } = request;
  const expect = async (tag: string, count: number): Promise<void> => {
    const answers = await reception.answers(count, READY_MS);
    const good = answers.filter((answer) => isAnswer(answer, tag));
    if (good.length === count) return;
    const how = reception.exited === null ? 'it lives' : 'it ended';
    throw new KernelError(
      reception.exited === null ? 'not-ready' : 'died-early',
      `Started the host "${request.command} ${request.args.join(' ')}": expected ${count} times ${tag} within ` +
        `${READY_MS} ms, got ${answers.join(' ') || 'nothing'}; ${how}. ${tail()}`,
    );
  };
  await expect(HOST_TAGS.ready, 1);
  for (const session of sessions) {
    await kernel.send(HOST_CHANNELS.mgmt, mgmtFrame(createCommand(session)));
  }
  await expect(HOST_TAGS.created, sessions.length);
  if (setUp !== undefined) {
    await Promise.all(sessions.map((session) => setUp(viewOf(kernel, session, reception), IGNORED)));
  }
  kernel.listen({
    frame: (channel, bytes) => {
      later.frame(channel, bytes);
    },
    line: (stream, line) => {
      later.line(stream, line);
    },
    exit: (exit) => {
      request.ended?.();
      later.exit(exit);
    },
  });
  return listenedBy(kernel, later);
}

const IGNORED: KernelListener = { frame: () => {}, line: () => {}, exit: () => {} };

function isAnswer(text: string, tag: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return false;
    return Reflect.get(answer, 'type') === tag && Reflect.get(answer, 'success') !== false;
  } catch {
    return false;
  }
}

/** The same kernel, whose frames of sessions are sent in their wrapping. */
function withWrapping(kernel: Kernel): Kernel {
  return {
    ...facade(kernel),
    get exited(): Exit | null {
      return kernel.exited;
    },
    send: (channel, frame, more) => {
      const message = wrapped(channel, frame, more);
      return kernel.send(message.channel, message.frame, message.more);
    },
  };
}

function listenedBy(kernel: Kernel, feed: ListenerFeed): Kernel {
  return {
    ...facade(kernel),
    get exited(): Exit | null {
      return kernel.exited;
    },
    listen: (listener) => {
      feed.listen(listener);
    },
  };
}

/** One session as a kernel of its own, for as long as the host starts. */
function viewOf(kernel: Kernel, session: string, { sessions }: Reception): Kernel {
  return {
    ...facade(kernel),
    get exited(): Exit | null {
      return kernel.exited;
    },
    send: (channel, frame, more) => kernel.send(channelIn(session, channel), frame, more),
    listen: (listener) => {
      sessions.set(session, listener);
    },
  };
}

function facade(kernel: Kernel): Omit<Kernel, 'exited'> {
  const { pid, loses, stopFrame, stopChannel = HOST_CHANNELS.mgmt } = kernel;
  return {
    pid,
    loses,
    stopFrame,
    stopChannel,
    send: (channel, frame, more) => kernel.send(channel, frame, more),
    listen: (listener) => {
      kernel.listen(listener);
    },
    levers: kernel.levers,
    stop: () => kernel.stop(),
    kill: () => kernel.kill(),
  };
}
