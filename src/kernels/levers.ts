import type { Output } from './kernelProcess.js';

/** Ends what was begun. Calling it twice does nothing. */
export type End = () => void;

/** Where a host can do damage to its kernel on purpose. What makes no sense with a kernel is absent. */
export interface Levers {
  /** SIGINT: stops what runs, and nothing else. Nothing happens where it has ended, here and below. */
  readonly interrupt: () => void;
  /** SIGTERM. */
  readonly terminate: () => void;
  /** SIGSTOP; SIGCONT at the end. */
  readonly freeze?: () => End;
  /** Takes no frame in until the end; then what waited comes first. */
  readonly stopReading?: () => End;
  /** Leaves one of its pipes undrained until the end. */
  readonly leaveUndrained?: (output: Output) => End;
  /**
   * Closes the host's socket of a channel, of one to the kernel once all it holds is delivered, and binds another one to
   * the same port. Resolves with whether the kernel has come back within `deadlineMs` milliseconds.
   */
  readonly rebind?: (channel: string, deadlineMs: number) => Promise<boolean>;
  /** Waits until the next peer of a channel to the kernel hangs up; see `Outlet.departure`. */
  readonly departure?: (channel: string, deadlineMs: number) => Promise<boolean>;
  /** The ports on 127.0.0.1 that the host has open, by channel. Default: none. */
  readonly ports?: ReadonlyMap<string, number>;
}
