import type { OracleName } from '../oracles/index.js';

/** What each oracle holds a kernel to, in one sentence. */
export const ORACLE_CLAIMS: Readonly<Record<OracleName, string>> = {
  'round-trip':
    'What came back is what was sent, to the bit; a valid message is not refused, a torn one not accepted.',
  fifo: 'Messages keep their order, and every one is accounted for: none lost, duplicated, unexpected or reordered.',
  'clean-decode-failure':
    'A message is refused by an error that the decoder is allowed to raise, the kernel lives on, and somebody could know.',
  alive: 'Every channel answers a probe after every case: no crash, no hang, no deafness, no bad exit.',
  notification: 'Every frame from the kernel is strict JSON and conforms to its schema.',
  correlation: 'What a run of code says comes before its own completion, all of it.',
  merging: 'Of changes that a kernel merges the last one wins.',
  isolation: 'Sessions of one process cost each other nothing, and each begins and ends by itself.',
};
