import { workerData } from 'node:worker_threads';

import { processLives } from '../processLives.js';
import type { WatchedParent } from './parentWatch.js';

const POLL_MS = 500;

const { parentPid, startedBy }: WatchedParent = workerData;

setInterval(() => {
  if (process.ppid !== startedBy || (parentPid !== null && !processLives(parentPid))) {
    process.kill(process.pid, 'SIGKILL');
  }
}, POLL_MS);
