import { performance } from 'node:perf_hooks';
import { RunnerError } from './runnerError.js';

/** A moment by which all work has ended. */
export interface Deadline {
  /** Of `performance.now()`; infinite: none. */
  readonly at: number;
  /** Aborted at that moment. */
  readonly over: AbortSignal;
  /** Takes its timer back. */
  clear(): void;
}

/** @param at a moment of `performance.now()` */
export function deadline(at: number): Deadline {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(
      new RunnerError('out-of-time', 'Was told when to end: the time was up. Give it more with --max-time.'),
    );
  };
  const timer = Number.isFinite(at) ? setTimeout(abort, Math.max(0, at - performance.now())) : null;
  return {
    at,
    over: controller.signal,
    clear: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Whether something was given up because the time of the run was up. */
export function isOutOfTime(error: unknown): boolean {
  return error instanceof RunnerError && error.kind === 'out-of-time';
}

/** What comes of it, unless the signal is aborted first; then it goes on without anybody who waits. */
export async function before<T>(over: AbortSignal, work: Promise<T>): Promise<T> {
  over.throwIfAborted();
  const done = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = (): void => {
      reject(over.reason instanceof Error ? over.reason : new Error(String(over.reason)));
    };
    over.addEventListener('abort', stop, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}
