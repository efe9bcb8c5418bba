import type { Mutant } from './mutant.js';

/** A host that only takes its time does not keep it waiting for so long. */
const LONG_MS = 30;

export const swapsAfterBackPressure: Mutant = {
  name: 'swaps-after-back-pressure',
  about: 'When it had to wait long for room on its stream, the next two answers change places.',
  oracle: 'fifo',
  typed: false,
  faults: ['stop-reading'],
  plant: (healthy) => {
    let held: Uint8Array | null = null;
    let swaps = false;
    return {
      ...healthy,
      deliver: async (_, notification, send) => {
        if (swaps && held === null) {
          held = notification;
          return;
        }
        const began = performance.now();
        await send(notification);
        if (held !== null) {
          const late = held;
          held = null;
          swaps = false;
          await send(late);
        }
        swaps ||= performance.now() - began > LONG_MS;
      },
    };
  },
};
