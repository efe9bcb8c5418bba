import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, sentence, verdict, type Comparison, type Row } from '../../src/compat/index.js';
import { ModelError, predict } from '../../src/model/index.js';
import type { Schema } from '../../src/schema/index.js';
import { someOps } from '../skew/someOps.js';

const RUNS = { numRuns: 120 };

/** Whether the writer's own decoder takes what it is said to write; code after decoding is left out. */
function isTakenByItsWriter(schema: Schema, { witness }: Row): boolean {
  if (witness === null || (witness.codec !== 'msgpack' && witness.codec !== 'json')) return true;
  const channel = schema.channels.find(({ name }) => name === witness.channel);
  const frame = witness.channel === null ? schema.startup : channel?.envelope[witness.frame];
  if (frame === null || frame === undefined) return false;
  try {
    return predict(schema, frame.type, witness.bytes, witness.codec).kind !== 'refused';
  } catch (error) {
    // Among random schemas there are some that no decoder takes.
    if (error instanceof ModelError) return true;
    throw error;
  }
}

/** Of each direction. */
function worst(found: Comparison): readonly string[] {
  return Object.values(verdict(found)).map(({ worst: level }) => level);
}

describe('compare, for any schema and any op', () => {
  it('ends, and shows only what the writer would write', () => {
    let shown = 0;
    fc.assert(
      fc.property(someOps(1), ({ from, to }) => {
        for (const row of compare(from, to).rows) {
          if (row.witness !== null) shown += 1;
          expect(isTakenByItsWriter(row.writer === 'old' ? from : to, row)).toBe(true);
        }
      }),
      RUNS,
    );
    expect(shown).toBeGreaterThan(RUNS.numRuns / 4);
  });

  it('ends for several ops at once', () => {
    fc.assert(
      fc.property(someOps(6), ({ from, to }) => {
        const found = compare(from, to);
        const met = new Set([...found.rows, ...found.unreached].map(({ op }) => op));
        expect(met.size).toBe(found.ops.length);
        expect(sentence(verdict(found))).toMatch(
          /^An old host and a new kernel can.* A new host and an old kernel can/,
        );
      }),
      RUNS,
    );
  });

  it('says the same each time', () => {
    fc.assert(
      fc.property(someOps(3), ({ from, to }) => {
        expect(compare(structuredClone(from), structuredClone(to))).toEqual(compare(from, to));
      }),
      { numRuns: 50 },
    );
  });

  it('has nothing to say of a schema and itself', () => {
    fc.assert(
      fc.property(someOps(1), ({ from }) => {
        expect(compare(from, from)).toMatchObject({ ops: [], rows: [], unreached: [] });
      }),
      { numRuns: 30 },
    );
  });

  it('turns its directions round with its schemas', () => {
    fc.assert(
      fc.property(someOps(1), ({ from, to }) => {
        const [there, back] = [compare(from, to), compare(to, from)];
        // An op and its undoing need not be one op each: what is compared is the worst of each direction.
        expect(worst(back)).toEqual(worst(there).toReversed());
      }),
      RUNS,
    );
  });
});
