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

const draw = fc.record({
  kind: fc.constantFrom(...SKEW_OP_KINDS),
  tape: fc.array(fc.nat(999), { minLength: 4, maxLength: 4 }),
});

/** A schema, up to `maxOps` ops on it, and the schema they lead to. */
export function someOps(maxOps: number, start: fc.Arbitrary<Schema> = anySchema): fc.Arbitrary<SomeOps> {
  return fc
    .tuple(start, anySchema, fc.array(draw, { minLength: 1, maxLength: maxOps }))
    .map(([from, donor, drawn]) => {
      const ops: SkewOp[] = [];
      let to = from;
      for (const { kind, tape } of drawn) {
        let at = 0;
        const op = anyOp(kind, to, donor, (n) => (n === 0 ? 0 : (tape[at++ % tape.length] ?? 0) % n));
        if (op === null) continue;
        to = apply(to, [op]);
        ops.push(op);
      }
      return { from, ops, to };
    });
}
