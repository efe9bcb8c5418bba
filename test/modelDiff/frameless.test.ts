import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { DECODED_OPS, FRAMELESS } from '../../modelDiff/frameless.js';
import { reachable } from '../../modelDiff/reachable.js';
import { canonicalJson, type Schema } from '../../src/schema/index.js';
import { apply } from '../../src/skew/index.js';
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

/** The kinds of op that change what is decoded in a place that both peers have, and those that were tried. */
function judged(): { readonly changing: ReadonlySet<string>; readonly tried: ReadonlySet<string> } {
  const [changing, tried] = [new Set<string>(), new Set<string>()];
  for (const { from, each } of fc.sample(oneOfEach, 200)) {
    const before = decodedBy(from);
    for (const op of each) {
      tried.add(op.kind);
      const after = decodedBy(apply(from, [op]));
      const isChanged = [...after].some(([place, now]) => (before.get(place) ?? now) !== now);
      if (isChanged) changing.add(op.kind);
    }
  }
  return { changing, tried };
}

describe('the ops that no frame shows', () => {
  let judgement: ReturnType<typeof judged>;

  beforeAll(() => {
    judgement = judged();
  });

  it('never change what is decoded in a place that both peers have', () => {
    const { changing, tried } = judgement;
    const frameless = Object.keys(FRAMELESS);
    expect(frameless.filter((kind) => !tried.has(kind))).toEqual([]);
    expect(frameless.filter((kind) => changing.has(kind))).toEqual([]);
  });

  it('are all such ops', () => {
    expect(DECODED_OPS.filter((kind) => !judgement.changing.has(kind))).toEqual([]);
  });
});
