import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DECODED_OPS } from '../../modelDiff/frameless.js';
import { forgeReading, type Reading } from '../../modelDiff/skewForge.js';
import { undecodable } from '../../modelDiff/undecodable.js';
import { NEWEST_MSGSPEC } from '../../src/model/index.js';
import { canonicalJson } from '../../src/schema/index.js';
import { apply } from '../../src/skew/index.js';

const TAPE = fc.uint8Array({ maxLength: 240, size: 'max' });
const READING = fc
  .noBias(fc.record({ schema: TAPE, donor: TAPE, skew: TAPE }))
  .map((tapes) => forgeReading(tapes, NEWEST_MSGSPEC));

function check(judge: (reading: Reading) => void): void {
  fc.assert(fc.property(READING, judge), { numRuns: 500 });
}

describe('forgeReading', () => {
  it('makes the newer peer of the older one by its ops, and lets one read what the other writes', () => {
    let skewed = 0;
    check(({ schema, skew }) => {
      if (skew === null) return;
      skewed++;
      const [older, newer] =
        skew.reader === 'newer' ? [skew.writer.schema, schema] : [schema, skew.writer.schema];
      expect(canonicalJson(apply(older, skew.ops))).toBe(canonicalJson(newer));
      expect(canonicalJson(older)).not.toBe(canonicalJson(newer));
    });
    expect(skewed).toBeGreaterThan(200);
  });

  it('gives msgspec nothing that it refuses or does not decode safely', () => {
    check(({ schema, skew }) => {
      expect(undecodable(schema, NEWEST_MSGSPEC)).toBeNull();
      if (skew !== null) expect(undecodable(skew.writer.schema, NEWEST_MSGSPEC)).toBeNull();
    });
  });

  it('tells what it left out', () => {
    const reasons = new Set<string>();
    check(({ leftOut }) => leftOut.forEach((reason) => reasons.add(reason)));
    expect(reasons).toContain('a record that Python has no class for');
    expect(reasons).toContain('a union that msgspec refuses');
  });

  it('has two codecs where that of the frame was changed, in both directions', () => {
    const pairs = new Set<string>();
    check(({ skew }) => {
      if (skew === null) return;
      const isOnly = skew.ops.every(({ kind }) => kind === 'codec-changed');
      if (isOnly) expect(skew.codecs).not.toBeNull();
      if (skew.codecs !== null) pairs.add(`${skew.codecs.written} as ${skew.codecs.read}`);
    });
    expect(pairs).toEqual(new Set(['msgpack as json', 'json as msgpack']));
  });

  it('reaches every kind of op that a frame shows', () => {
    const reached = new Set<string>();
    for (const { skew } of fc.sample(READING, { numRuns: 3_000, seed: 1 })) {
      for (const { kind } of skew?.ops ?? []) reached.add(kind);
    }
    expect(DECODED_OPS.filter((kind) => !reached.has(kind))).toEqual([]);
  });

  it('has no skew where the tape begins with nothing, so that it shrinks to that', () => {
    const tapes = fc.record({
      schema: TAPE,
      donor: TAPE,
      skew: TAPE.map((rest) => Uint8Array.of(0, ...rest)),
    });
    for (const one of fc.sample(tapes, 50)) {
      expect(forgeReading(one, NEWEST_MSGSPEC)).toMatchObject({ skew: null, leftOut: [] });
    }
  });
});
