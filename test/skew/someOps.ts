import * as fc from 'fast-check';
import type { Schema } from '../../src/schema/index.js';
import { apply, SKEW_OP_KINDS, type SkewOp } from '../../src/skew/index.js';
import { anyOp } from './anyOp.js';
import { anySchema } from './anySchema.js';

/** Ops that fit a schema one after the other, and what they make of it. */
export interface SomeOps {
  readonly from: Schema;
  readonly ops: readonly SkewOp[];
  readonly to: Schema;
}

const tape = fc.array(fc.nat(999), { minLength: 4, maxLength: 4 });

/** Choices read off a tape, again from its start where it ends. */
function reader(numbers: readonly number[]): (n: number) => number {
  let at = 0;
  return (n) => (n === 0 ? 0 : (numbers[at++ % numbers.length] ?? 0) % n);
}

/** A schema, up to `maxOps` ops on it, and the schema they lead to. */
export function someOps(maxOps: number, start: fc.Arbitrary<Schema> = anySchema): fc.Arbitrary<SomeOps> {
  const draw = fc.record({ kind: fc.constantFrom(...SKEW_OP_KINDS), numbers: tape });
  return fc
    .tuple(start, anySchema, fc.array(draw, { minLength: 1, maxLength: maxOps }))
    .map(([from, donor, drawn]) => {
      const ops: SkewOp[] = [];
      let to = from;
      for (const { kind, numbers } of drawn) {
        const op = anyOp(kind, to, donor, reader(numbers));
        if (op === null) continue;
        to = apply(to, [op]);
        ops.push(op);
      }
      return { from, ops, to };
    });
}

/** A schema, and an op of each kind that it has a place for; each fits by itself. */
export const oneOfEach: fc.Arbitrary<{ readonly from: Schema; readonly each: readonly SkewOp[] }> = fc
  .tuple(anySchema, anySchema, tape)
  .map(([from, donor, numbers]) => {
    const each = SKEW_OP_KINDS.flatMap((kind) => anyOp(kind, from, donor, reader(numbers)) ?? []);
    return { from, each };
  });
