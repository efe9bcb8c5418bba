// A kernel of one's own: any command that speaks the kernel contract (`kernel.js` is one in fifty lines). Everything there
// is goes to it: torn bytes, lying lengths, bursts, four channels at once.
import { fuzz } from 'skewfuzz/vitest';

fuzz('my kernel answers every frame', {
  kernel: 'node kernel.js exact',
  env: { BUG: process.env['BUG'] ?? '' },
  runs: 4,
});
