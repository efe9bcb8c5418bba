import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/schema/index.js';
import { apply, diff } from '../../src/skew/index.js';
import { anySchema } from './anySchema.js';

describe('diff', () => {
  it('leads from any schema to any other', () => {
    fc.assert(
      fc.property(anySchema, anySchema, (from, to) => {
        expect(canonicalJson(apply(from, diff(from, to)))).toBe(canonicalJson(to));
      }),
      { numRuns: 300 },
    );
  });
});
