import { isMainThread } from 'node:worker_threads';
import { FuzzError } from './fuzzError.js';

// Imported before anything that opens a socket: zeromq ends the whole process when it is used in a worker thread.
if (!isMainThread) {
  throw new FuzzError(
    'worker-thread',
    "skewfuzz/vitest was imported in a worker thread: expected the main thread of a process, because ZeroMQ's sockets " +
      "work only there. Set `test: { pool: 'forks' }` in vitest.config.ts, or run vitest --pool=forks.",
  );
}
