import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KINDS, kindsIn } from '../../modelDiff/kindsIn.js';
import { SchemaForge } from '../../modelDiff/schemaForge.js';
import { Tape } from '../../modelDiff/tape.js';
import type { Type } from '../../src/schema/index.js';

const FORGED = fc
  .noBias(fc.uint8Array({ maxLength: 120, size: 'max' }))
  .map((tape) => new SchemaForge(new Tape(tape)).forge());

const COLLECTIONS = new Set(['list', 'set', 'sequence', 'dict']);
const CONSTRAINTS = ['gt', 'ge', 'lt', 'le', 'multipleOf', 'minLength', 'maxLength'];

/** Every union within a type, and within the types of records. */
function unionsIn(value: unknown, found: Extract<Type, { kind: 'union' }>['members'][] = []): typeof found {
  if (typeof value !== 'object' || value === null) return found;
  if ('kind' in value && value.kind === 'union' && 'members' in value) {
    found.push(value.members as readonly Type[]);
  }
  for (const inner of Object.values(value)) unionsIn(inner, found);
  return found;
}

describe('SchemaForge', () => {
  it('never makes a shape that cannot be decoded safely', () => {
    let unions = 0;
    fc.assert(
      fc.property(FORGED, (forged) => {
        for (const members of unionsIn(forged)) {
          unions++;
          const isConstrained = members.some((one) => CONSTRAINTS.some((name) => name in one));
          expect(isConstrained && members.some(({ kind }) => kind === 'tuple')).toBe(false);
          const hasPattern = members.some((one) => 'pattern' in one);
          expect(hasPattern && members.some(({ kind }) => COLLECTIONS.has(kind))).toBe(false);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(unions).toBeGreaterThan(5_000);
  });

  it('makes every kind of type', () => {
    const reached = new Set(
      fc.sample(FORGED, { numRuns: 2_000, seed: 1 }).flatMap((one) => [...kindsIn(one)]),
    );
    expect(KINDS.filter((kind) => !reached.has(kind))).toEqual([]);
  });
});
