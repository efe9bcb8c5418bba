import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KINDS, kindsIn } from '../../modelDiff/kindsIn.js';
import { SchemaForge, type Forged } from '../../modelDiff/schemaForge.js';
import { Tape } from '../../modelDiff/tape.js';
import type { Type } from '../../src/schema/index.js';

const FORGED = fc
  .noBias(fc.uint8Array({ maxLength: 120, size: 'max' }))
  .map((tape) => new SchemaForge(new Tape(tape)).forge());

const COLLECTIONS = new Set(['list', 'set', 'sequence', 'dict']);
const CONSTRAINTS = ['gt', 'ge', 'lt', 'le', 'multipleOf', 'minLength', 'maxLength'];

type Members = Extract<Type, { readonly kind: 'union' }>['members'];

/** The members of every union within a type. */
function unionsIn(type: Type): Members[] {
  if (type.kind === 'union') return [type.members, ...type.members.flatMap(unionsIn)];
  if (type.kind === 'tuple') return type.items.flatMap(unionsIn);
  if (type.kind === 'dict') return [...unionsIn(type.key), ...unionsIn(type.value)];
  return 'item' in type ? unionsIn(type.item) : [];
}

function allUnions({ schema, type }: Forged): Members[] {
  const fields = Object.values(schema.types).flatMap((record) => record.fields);
  return [type, ...fields.map((field) => field.type)].flatMap(unionsIn);
}

describe('SchemaForge', () => {
  it('never makes a shape that cannot be decoded safely', () => {
    let unions = 0;
    fc.assert(
      fc.property(FORGED, (forged) => {
        for (const members of allUnions(forged)) {
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
    const reached = new Set<string>();
    for (const forged of fc.sample(FORGED, { numRuns: 2_000, seed: 1 })) {
      for (const kind of kindsIn(forged)) reached.add(kind);
    }
    expect(KINDS.filter((kind) => !reached.has(kind))).toEqual([]);
  });
});
