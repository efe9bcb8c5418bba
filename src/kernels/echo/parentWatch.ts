import { Worker } from 'node:worker_threads';

/** Starting a thread costs a short-lived kernel as much as all else; a parent rarely dies in the first half second. */
const START_MS = 500;

/** What the watching thread is told. */
export interface WatchedParent {
  readonly parentPid: number | null;
  /** Whose child this process was when it started. */
  readonly startedBy: number;
}

/**
 * Kills this process once its parent is gone: no process has that id, or this one was handed to another parent.
 * A thread of its own watches, so that it works however busy this one is. It uses no sockets: those must stay on the
 * main thread.
 */
export function watchParent(parentPid: number | null): void {
  const workerData: WatchedParent = { parentPid, startedBy: process.ppid };
  const start = setTimeout(() => {
    new Worker(new URL('./parentWatchThread.js', import.meta.url), { workerData }).unref();
  }, START_MS);
  start.unref();
}
