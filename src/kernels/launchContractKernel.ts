import { setTimeout as pause } from 'node:timers/promises';

import { Inlet, Outlet } from '../transport/index.js';
import { cleanEnvironment } from './cleanEnvironment.js';
import { CHANNELS_TO_KERNEL, STREAM, type ChannelToKernel, type Ports } from './connection.js';
import { ContractKernel, type ContractKernelParts } from './contractKernel.js';
import { findExecutable } from './findExecutable.js';
import type { Kernel } from './kernel.js';
import { KernelError } from './kernelError.js';
import { KernelProcess } from './kernelProcess.js';
import { ListenerFeed } from './listenerFeed.js';
import { readReadyLine, type Ready } from './readyLine.js';
import { startupDocument, type Startup } from './startupDocument.js';
import { STOP_FRAME } from './stopFrame.js';

const READY_MS = 30_000;
const SEND_MS = 10_000;

export interface LaunchRequest {
  /** A file, or a name to be looked up on the PATH. */
  readonly command: string;
  readonly args: readonly string[];
  /** Default: the host's own. */
  readonly cwd?: string;
  /** What is added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The document for stdin; default {@link startupDocument}. */
  readonly document?: (startup: Startup) => string;
  /** What it takes for the command to stop; default: that of the contract. */
  readonly stopFrame?: Uint8Array;
  /** Channels that lead the other way: the kernel sends on them. Default: none. */
  readonly reversed?: readonly ChannelToKernel[];
  /** How long it may take to get ready, in milliseconds; default 30,000. */
  readonly readyMs?: number;
  /** How long one frame may wait to be taken, in milliseconds; default 10,000. */
  readonly sendMs?: number;
  /** See {@link KernelKind.launch}. */
  readonly lateMs?: number | undefined;
}

/**
 * Starts a command that speaks the kernel contract, and waits until it says that it is ready. That is no proof of
 * life: send a probe next.
 *
 * @throws KernelError `bad-command`, `not-started`, `died-early`, `not-ready`
 */
export async function launchContractKernel(request: LaunchRequest): Promise<Kernel> {
  const cwd = request.cwd ?? process.cwd();
  const env = cleanEnvironment(request.env);
  const file = findExecutable(request.command, env['PATH'], cwd);
  if (file === null) {
    throw new KernelError(
      'bad-command',
      `Looked for the command of the kernel: expected an executable file, found none for "${request.command}". ` +
        'Check the spelling and the PATH.',
    );
  }
  const sockets = openSockets(request.sendMs ?? SEND_MS, request.reversed ?? []);
  const feed = new ListenerFeed();
  const waiting = new ReadyWait();
  const document = (request.document ?? startupDocument)({ ports: sockets.ports, parentPid: process.pid });
  const kernelProcess = new KernelProcess({
    command: file,
    args: request.args,
    cwd,
    env,
    input: document,
    ...(request.lateMs === undefined ? {} : { inputAfterMs: request.lateMs }),
    onLine: (stream, line) => {
      if (stream === 'stderr' || !waiting.take(line)) {
        feed.line(stream, line);
      }
    },
  });
  const description = [request.command, ...request.args].join(' ');
  try {
    const ready = isReady(kernelProcess, waiting, description, request.readyMs ?? READY_MS);
    const stopFrame = request.stopFrame ?? STOP_FRAME;
    // A folder that was asked for belongs to this one process, and is gone with it.
    const folder = request.cwd === undefined ? cwd : null;
    const started = { command: [file, ...request.args], document, folder };
    const parts = { process: kernelProcess, started, ...sockets, feed, stopFrame };
    if (request.lateMs !== undefined) return late(parts, ready);
    const { loses } = await ready;
    return new ContractKernel({ ...parts, loses: () => loses });
  } catch (error) {
    kernelProcess.signal('SIGKILL');
    sockets.close();
    throw error;
  }
}

/** A kernel that is not waited for. One that never gets ready is as good as silent, and judged so. */
async function late(parts: Omit<ContractKernelParts, 'loses'>, starting: Promise<Ready>): Promise<Kernel> {
  let loses: readonly string[] | null = null;
  const wait = async (): Promise<void> => {
    try {
      ({ loses } = await starting);
    } catch {
      // Its exit, or its silence, is seen by whoever listens.
    }
  };
  const ready = wait();
  const kernel = new ContractKernel({ ...parts, loses: () => loses, ready });
  await Promise.resolve();
  return kernel;
}

interface Sockets {
  readonly outlets: Readonly<Partial<Record<ChannelToKernel, Outlet>>>;
  readonly inlets: ReadonlyMap<string, Inlet>;
  readonly ports: Ports;
  close(): void;
}

function openSockets(deadlineMs: number, reversed: readonly ChannelToKernel[]): Sockets {
  const outlets: Partial<Record<ChannelToKernel, Outlet>> = {};
  const inlets = new Map<string, Inlet>();
  const portOf = (channel: ChannelToKernel): number => {
    if (reversed.includes(channel)) return inletPort(inlets, channel);
    const outlet = Outlet.bind({ deadlineMs });
    outlets[channel] = outlet;
    return outlet.port;
  };
  const [control, uiElement, completion, input] = CHANNELS_TO_KERNEL;
  const ports: Ports = {
    control: portOf(control),
    ui_element: portOf(uiElement),
    completion: portOf(completion),
    input: portOf(input),
    stream: inletPort(inlets, STREAM),
  };
  return {
    outlets,
    inlets,
    ports,
    close: () => {
      for (const socket of [...inlets.values(), ...Object.values(outlets)]) {
        socket.close();
      }
    },
  };
}

function inletPort(inlets: Map<string, Inlet>, channel: string): number {
  const inlet = Inlet.bind();
  inlets.set(channel, inlet);
  return inlet.port;
}

/** Looks for the ready line among the lines on stdout. */
class ReadyWait {
  readonly ready: Promise<Ready>;
  #settled = false;
  #resolve: (ready: Ready) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor() {
    this.ready = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // The process may end first, and then nobody waits for this any more.
    this.ready.catch(() => {});
  }

  /** True when the line was the ready line. */
  take(line: string): boolean {
    if (this.#settled) {
      return false;
    }
    try {
      const ready = readReadyLine(line);
      if (ready === null) {
        return false;
      }
      this.#resolve(ready);
    } catch (error) {
      this.#reject(error);
    }
    this.#settled = true;
    return true;
  }
}

async function isReady(
  kernelProcess: KernelProcess,
  waiting: ReadyWait,
  description: string,
  readyMs: number,
): Promise<Ready> {
  const timer = new AbortController();
  const started = `Started the kernel "${description}": expected the line KERNEL_READY on stdout`;
  try {
    return await Promise.race([
      waiting.ready,
      kernelProcess.failed.then((cause) => {
        throw new KernelError(
          'not-started',
          `${started}, but it could not be started: ${cause.message}.`,
          cause,
        );
      }),
      kernelProcess.ended.then(({ code, signal }) => {
        const how = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
        throw new KernelError(
          'died-early',
          `${started}, it ended first, with ${how}. ${kernelProcess.tail}\n` +
            'Run the command by hand: it must read one JSON document from stdin and speak the kernel contract.',
        );
      }),
      pause(readyMs, null, { signal: timer.signal }).then(() => {
        throw new KernelError(
          'not-ready',
          `${started} within ${readyMs} ms, it did not come; the kernel was ended. ${kernelProcess.tail}\n` +
            'Print the line after connecting the sockets, and flush stdout.',
        );
      }),
    ]);
  } finally {
    timer.abort();
  }
}
