import type { Schema } from '../schema/index.js';
import type { FaultKind } from '../wire/index.js';
import type { Levers } from './levers.js';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What a kernel tells its host while it lives. Called synchronously, in the order in which things came. */
export interface KernelListener {
  /** A frame arrived on a channel from the kernel; what a tap reports comes on the channel of its own. */
  frame(channel: string, bytes: Uint8Array): void;
  /** A line of output; cut at 2,000 characters. */
  line(stream: 'stdout' | 'stderr', line: string): void;
  /** Exactly once; no frame comes after it. */
  exit(exit: Exit): void;
}

/** A program's reports of what its own decoder understood, in the form of the kernel contract. */
export type TapState = 'on' | 'off' | 'missing';

/** How a process was started: enough to start another one like it. */
export interface Started {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** What it read on stdin. */
  readonly document: string;
  /** Its working directory; null: an empty one that is gone with it. */
  readonly folder: string | null;
}

/** A process under test, with its sockets. */
export interface Kernel {
  readonly pid: number;
  /** Absent: it is no process of its own. */
  readonly started?: Started;
  /** What the READY line said of the kernel's own codec, by the names of the fidelity table; nothing before it is ready. */
  readonly loses: readonly string[];
  /** Whether it reports what its own decoder understood; `missing`: it was asked to, and does not. Default: `off`. */
  readonly tap?: TapState;
  /** What it takes for the command to stop. */
  readonly stopFrame: Uint8Array;
  /** Where it takes that; default: `control`. */
  readonly stopChannel?: string;
  /** Null while it lives. */
  readonly exited: Exit | null;
  /**
   * Hands one message, of one frame or with `more` of several, to the socket of a channel, in the order of the calls.
   * Returns nothing while there is room, so that a fast sender pays for no promise, and otherwise a promise of room.
   * Rejects with a {@link KernelError} of kind `send-deadline` or `gone`.
   */
  send(channel: string, frame: Uint8Array, more?: readonly Uint8Array[]): Promise<void> | undefined;
  /** Replaces the listener; what came while there was none is delivered to the next one first. */
  listen(listener: KernelListener): void;
  /** Where damage can be done to it on purpose. */
  readonly levers: Levers;
  /** Of one that was launched to be late: resolves when it is ready, or will never be. Default: it is ready. */
  readonly ready?: Promise<void>;
  /** Ends it politely: the stop command, then, after a deadline, SIGTERM and SIGKILL. Closes the sockets. Idempotent. */
  stop(): Promise<Exit>;
  /** Ends it with SIGKILL, drains what still arrives, closes the sockets. Idempotent. */
  kill(): Promise<Exit>;
}

/** Frames whose answer proves that a channel is served, to be sent in this order. */
export interface Probe {
  readonly channel: string;
  readonly frames: readonly ProbeFrame[];
}

export interface ProbeFrame {
  readonly channel: string;
  readonly bytes: Uint8Array;
  /**
   * Send it only once the kernel has sent a frame for which `holds` is true, after the frame before it in this probe
   * was sent. When none comes, this frame and the rest of the probe are not sent.
   */
  readonly after?: {
    /** For a person: what is waited for. */
    readonly awaited: string;
    readonly holds: (bytes: Uint8Array) => boolean;
  };
}

/** Keeps count of the answers that are still owed: what the host waits for, and what fills its window. */
export interface Watch {
  readonly owed: number;
  /** Channels whose newest frame that must be answered is not answered yet: 0 means every channel was served to its end. */
  readonly trailing: number;
  /** Frames that are refused for sure, and of which the log does not tell yet. Absent: nothing is logged. */
  readonly unlogged?: number;
  sent(channel: string, bytes: Uint8Array): void;
  /** A line of the log. */
  line?(line: string): void;
  /** The log says that nothing more will be taken; what was taken may still be answered. Absent: it never does. */
  readonly deaf?: boolean;
  /** Nobody waits any more for what the log does not tell yet. */
  forgive?(): void;
  received(channel: string, bytes: Uint8Array): void;
  /** The last frames of a channel went to somebody else: they are owed no more. Absent: nobody can tell. */
  taken?(channel: string, frames: number): void;
}

/** A kind of kernel: how to start one, and how to tell that it listens. */
export interface KernelKind {
  readonly name: string;
  /** Whether every frame is answered by an echo (the kernel contract) or only some commands by replies of their own. */
  readonly answers: 'echo' | 'program';
  /** By what it decodes; null: any well-formed value. */
  readonly schema: Schema | null;
  /**
   * The sessions that it has when it starts, where one process serves several: the schema is that of each of them, and
   * their channels are named by `channelIn`. Absent: it serves one, and that has no name.
   */
  readonly sessions?: readonly string[];
  /** The session whose message was dropped because it is not there, where a line of the log tells it. Default: none does. */
  droppedFor?(this: void, line: string): string | null;
  /** The function that takes what comes for all sessions: an error that leaves it ends that. Default: nothing is known of it. */
  readonly hostLoop?: string;
  /** Channels on which it takes everything and answers nothing; default: none. */
  readonly unserved?: readonly string[];
  /** How long an honest answer may take, in milliseconds, though its pace is quick otherwise; absent: not long. */
  readonly slowestMs?: number;
  /** Versions of what it is made of, by name; known once it is prepared. */
  versions?(): Readonly<Record<string, string>>;
  /** Makes ready what a start needs (an environment, a build); progress is told in short lines. */
  prepare(progress: (line: string) => void): Promise<void>;
  /** @param lateMs It learns the ports only so many milliseconds later, and is not waited for. Default: it is ready. */
  launch(lateMs?: number): Promise<Kernel>;
  /** Faults after which it can still be judged. Default: all. */
  readonly faults?: readonly FaultKind[];
  /** A fresh watch for a fresh kernel. */
  watch(): Watch;
  /** Probes for every channel to the kernel; `nonce` is different each time. */
  probes(nonce: number): readonly Probe[];
}
