import { setTimeout as pause } from 'node:timers/promises';

import { TransportError } from '../transport/index.js';
import type { FrameReader, FrameWriter } from './frameEnds.js';
import type { Exit, Kernel, KernelListener, Started } from './kernel.js';
import { KernelError } from './kernelError.js';
import type { KernelProcess } from './kernelProcess.js';
import type { Levers } from './levers.js';
import { leversOf } from './leversOf.js';
import type { ListenerFeed } from './listenerFeed.js';
import { ReadGate } from './readGate.js';

/** After the stop command: how long a kernel may say nothing before it has to exit. Milliseconds. */
const STOP_QUIET_MS = 2_000;
const STOP_MS_MAX = 30_000;
const SIGTERM_MS = 1_000;
const SIGKILL_MS = 5_000;

/** Frames of a dead kernel may still be on their way. Milliseconds. */
const DRAIN: { readonly quietMs: number; readonly deadlineMs: number } = { quietMs: 100, deadlineMs: 5_000 };

/** What runs the kernel, for as long as it does. */
export type RunningProcess = Pick<KernelProcess, 'pid' | 'ended' | 'exited' | 'signal'> &
  Partial<Pick<KernelProcess, 'leaveUndrained'>>;

export interface ContractKernelParts {
  readonly process: RunningProcess;
  readonly started?: Started;
  readonly outlets: Readonly<Record<string, FrameWriter>>;
  /** The channels from the kernel. */
  readonly inlets: ReadonlyMap<string, FrameReader>;
  readonly feed: ListenerFeed;
  /** Null: it is not ready yet. */
  readonly loses: () => readonly string[] | null;
  readonly stopFrame: Uint8Array;
  /** Default: `control`. */
  readonly stopChannel?: string;
  /** Takes what comes; default: the feed, frame by frame. */
  readonly take?: (channel: string, frame: Uint8Array, ends: boolean) => void;
  /** See {@link Kernel.ready}. */
  readonly ready?: Promise<void>;
}

/** A running kernel that speaks the kernel contract, seen from its host. */
export class ContractKernel implements Kernel {
  readonly pid: number;
  readonly started?: Started;
  readonly stopFrame: Uint8Array;
  readonly stopChannel: string;
  readonly levers: Levers;
  readonly ready: Promise<void>;
  exited: Exit | null = null;
  readonly #process: RunningProcess;
  readonly #loses: () => readonly string[] | null;
  readonly #gate = new ReadGate();
  readonly #outlets: ReadonlyMap<string, FrameWriter>;
  readonly #inlets: ReadonlyMap<string, FrameReader>;
  readonly #feed: ListenerFeed;
  readonly #ended: Promise<Exit>;
  #frames = 0;
  #stopping: Promise<Exit> | null = null;
  #killing: Promise<Exit> | null = null;

  constructor(parts: ContractKernelParts) {
    this.pid = parts.process.pid;
    if (parts.started !== undefined) this.started = parts.started;
    this.stopFrame = parts.stopFrame;
    this.stopChannel = parts.stopChannel ?? 'control';
    this.ready = parts.ready ?? Promise.resolve();
    this.#loses = parts.loses;
    this.#process = parts.process;
    this.#outlets = new Map(Object.entries(parts.outlets));
    this.#inlets = parts.inlets;
    this.#feed = parts.feed;
    this.levers = leversOf({
      process: this.#process,
      outlets: this.#outlets,
      inlets: this.#inlets,
      gate: this.#gate,
    });
    this.#ended = this.#watchEnd();
    const pass =
      parts.take ??
      ((channel: string, frame: Uint8Array): void => {
        this.#feed.frame(channel, frame);
      });
    for (const [channel, inlet] of this.#inlets) {
      const take = (frame: Uint8Array, ends: boolean): undefined => {
        this.#frames += 1;
        pass(channel, frame, ends);
      };
      void inlet.read((frame, ends) => this.#gate.opened?.then(() => take(frame, ends)) ?? take(frame, ends));
    }
  }

  get loses(): readonly string[] {
    return this.#loses() ?? [];
  }

  send(channel: string, frame: Uint8Array, more?: readonly Uint8Array[]): Promise<void> | undefined {
    const outlet = this.#outlets.get(channel);
    if (outlet === undefined) {
      const known = [...this.#outlets.keys()].join(', ');
      return Promise.reject(
        new KernelError(
          'no-channel',
          `Sent a frame: expected one of the channels ${known}, got "${channel}".`,
        ),
      );
    }
    return outlet.send(frame, more)?.catch((error: unknown) => this.#explain(channel, error));
  }

  listen(listener: KernelListener): void {
    this.#feed.listen(listener);
  }

  stop(): Promise<Exit> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  kill(): Promise<Exit> {
    this.#killing ??= this.#kill();
    return this.#killing;
  }

  async #stop(): Promise<Exit> {
    // A kernel that takes nothing any more does not take this either; what follows ends it all the same.
    this.#outlets
      .get(this.stopChannel)
      ?.send(this.stopFrame)
      ?.catch(() => {});
    const stopped = await this.#endedAfterStop();
    if (stopped !== null) {
      return stopped;
    }
    this.#process.signal('SIGTERM');
    return (await this.#endedWithin(SIGTERM_MS)) ?? (await this.kill());
  }

  /** A slow kernel is healthy: it has time for as long as answers keep coming. */
  async #endedAfterStop(): Promise<Exit | null> {
    const end = performance.now() + STOP_MS_MAX;
    for (let seen = -1; seen !== this.#frames && performance.now() < end;) {
      seen = this.#frames;
      const exit = await this.#endedWithin(STOP_QUIET_MS);
      if (exit !== null) {
        return exit;
      }
    }
    return null;
  }

  async #kill(): Promise<Exit> {
    this.#process.signal('SIGKILL');
    const exit = await this.#endedWithin(SIGKILL_MS + DRAIN.deadlineMs);
    if (exit === null) {
      this.#closeSockets();
      throw new KernelError(
        'will-not-die',
        `Killed the kernel: expected process ${this.pid} to end, it still runs. ` +
          'The operating system holds it, most likely in a disk or network call; end it by hand.',
      );
    }
    return exit;
  }

  async #endedWithin(ms: number): Promise<Exit | null> {
    const timer = new AbortController();
    const late = pause(ms, null, { signal: timer.signal }).catch(() => null);
    const exit = await Promise.race([this.#ended, late]);
    timer.abort();
    return exit;
  }

  /** First every frame that is on its way, then the exit: what a dead kernel said is part of how it died. */
  async #watchEnd(): Promise<Exit> {
    await this.#process.exited;
    const drained = [...this.#inlets.values()].map((inlet) => inlet.drain(DRAIN));
    const [exit] = await Promise.all([this.#process.ended, ...drained]);
    this.#closeSockets();
    this.exited = exit;
    this.#feed.exit(exit);
    return exit;
  }

  #closeSockets(): void {
    for (const socket of [...this.#inlets.values(), ...this.#outlets.values()]) {
      socket.close();
    }
  }

  #explain(channel: string, error: unknown): never {
    if (!(error instanceof TransportError)) {
      throw error;
    }
    switch (error.kind) {
      case 'deadline':
        throw new KernelError(
          'send-deadline',
          `The kernel (process ${this.pid}, channel ${channel}): ${error.message}`,
          error,
        );
      case 'closed':
        throw new KernelError('gone', `The kernel (process ${this.pid}) has ended; start a new one.`, error);
      case 'bind':
      case 'not-bytes':
      case 'socket':
        throw error;
    }
  }
}
