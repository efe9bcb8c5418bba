import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DECODED_OPS, FRAMELESS } from '../../modelDiff/frameless.js';
import { reachable } from '../../modelDiff/reachable.js';
import { canonicalJson, type Schema } from '../../src/schema/index.js';
import { apply, SKEW_OP_KINDS } from '../../src/skew/index.js';
import { oneOfEach } from '../skew/someOps.js';

/** What each frame of each channel is decoded as, and the start-up document. */
function decodedBy(schema: Schema): ReadonlyMap<string, string> {
  const frames = schema.channels.flatMap(({ name, envelope }) =>
    envelope.map((frame, index) => [`${name} ${index}`, frame] as const),
  );
  const all = schema.startup === null ? frames : [...frames, ['startup', schema.startup] as const];
  return new Map(
    all.map(([place, { codec, type }]) => [place, canonicalJson([codec, type, reachable(schema, type)])]),
  );
}

describe('the ops that no frame shows', () => {
  it('leave what is decoded in every place that both peers have', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(oneOfEach, ({ from, each }) => {
        const before = decodedBy(from);
        for (const op of each.filter(({ kind }) => kind in FRAMELESS)) {
          seen.add(op.kind);
          for (const [place, after] of decodedBy(apply(from, [op]))) {
            expect(before.get(place) ?? after, `${op.kind} at ${place}`).toBe(after);
          }
        }
      }),
    );
    expect([...seen].toSorted()).toEqual(Object.keys(FRAMELESS).toSorted());
  });

  it('are all that is not decoded', () => {
    expect([...DECODED_OPS, ...Object.keys(FRAMELESS)].toSorted()).toEqual([...SKEW_OP_KINDS].toSorted());
  });
});
