// Known losses: msgpackr has no 32-bit floats, among others. The kernel says so in its READY line, by the names in
// docs/fidelity.md, so that nothing but these is excused. Losses that it does not name: the option `loses`.
import { fuzz } from 'skewfuzz/vitest';

fuzz('msgpackr loses what it says and no more', {
  kernel: 'node kernel.js msgpackr',
  env: { BUG: process.env['BUG'] ?? '' },
  weights: { 'non-finite': 64, burst: 0, 'large-payload': 0 },
  runs: 4,
});
