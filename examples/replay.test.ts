// A saved case as a test of its own: what was found once stays fixed. `skewfuzz corpus promote FILE` writes such a test.
import { replay } from 'skewfuzz/vitest';

replay('a 32-bit float stays one', {
  case: new URL('./corpus/seeds/float32.json', import.meta.url),
  kernel: 'node kernel.js exact',
  env: { BUG: process.env['BUG'] ?? '' },
});
