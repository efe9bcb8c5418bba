import type { Mutant } from './mutant.js';

export const neverReconnects: Mutant = {
  name: 'never-reconnects',
  about: 'A connection that was lost is never made again.',
  oracle: 'alive',
  typed: false,
  faults: ['rebind'],
  plant: (healthy) => ({ ...healthy, reconnects: false }),
};
