import { isolationOfSessions } from './sessions/isolation.js';
import type { Oracle } from './types.js';

/**
 * What one session sends, is told or comes to costs no other session anything, and each begins and ends by itself, when
 * it is told to.
 *
 * Cannot see: what ends or silences the whole process, which `alive` tells; what threads of one process share by their
 * nature (`docs/app-host.md`); whether a message was lost that was sent before its session was there or after its end.
 * Proven by the mutants `leak-across-sessions`, `stop-stops-all`, `stop-loses-queued`, `second-create-resets` and others.
 */
export const isolation: Oracle = {
  name: 'isolation',
  applies: ({ sessions }) => sessions !== undefined,
  judge: isolationOfSessions,
};
