// A protocol of one's own: `shop` is a snapshot written as data. Its messages are sent as they should be, and as a newer,
// an older or a broken shop would send them.
import { fuzz } from 'skewfuzz/vitest';
import { shop } from './shop.js';

fuzz('orders come back as they were sent', {
  kernel: 'node kernel.js',
  schema: shop,
  env: { BUG: process.env['BUG'] ?? '' },
  shapes: ['valid', 'extra-field', 'new-tag', 'missing-required', 'retyped-field', 'int-edges', 'non-finite'],
  runs: 4,
});
