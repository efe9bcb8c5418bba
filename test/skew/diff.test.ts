import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  fingerprint,
  readSnapshot,
  writeSnapshot,
  type Schema,
} from '../../src/schema/index.js';
import { apply, diff, SKEW_OP_KINDS, type SkewOp, type SkewOpKind } from '../../src/skew/index.js';
import { anySchema } from './anySchema.js';
import { snapshots } from './snapshots.js';
import { oneOfEach, someOps } from './someOps.js';

/** The ops, once they are known to lead from the one schema to the other. */
function shown(from: Schema, to: Schema): readonly SkewOp[] {
  const ops = diff(from, to);
  const plain: readonly SkewOp[] = JSON.parse(JSON.stringify(ops));
  expect(canonicalJson(apply(from, plain))).toBe(canonicalJson(bare(to)));
  return ops;
}

/** Without what a snapshot has beyond its schema. */
function bare({ protocol, release, channels, startup, types }: Schema): Schema {
  return { protocol, release, channels, startup, types };
}

function count(ops: readonly SkewOp[], into: Map<SkewOpKind, number>): void {
  for (const { kind } of ops) into.set(kind, (into.get(kind) ?? 0) + 1);
}

describe('diff', () => {
  const applied = new Map<SkewOpKind, number>();
  const found = new Map<SkewOpKind, number>();

  it('leads from any schema to any other, and finds nothing where they are equal', () => {
    fc.assert(
      fc.property(anySchema, anySchema, (from, to) => {
        count(shown(from, to), found);
        expect(diff(to, structuredClone(to))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('leads to what any ops have made of a schema, which is one that can be read from a file', () => {
    fc.assert(
      fc.property(someOps(12), ({ from, ops, to }) => {
        count(ops, applied);
        count(shown(from, to), found);
        expect(canonicalJson(apply(from, ops))).toBe(canonicalJson(to));
        expect(fingerprint(readSnapshot(writeSnapshot(to, {})))).toBe(fingerprint(to));
      }),
      { numRuns: 300 },
    );
  });

  it('leads to what a single op of each kind has made of a schema', () => {
    fc.assert(
      fc.property(oneOfEach, ({ from, each }) => {
        for (const op of each) {
          count([op], applied);
          count(shown(from, apply(from, [op])), found);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('was shown with ops of every kind, applied and found', () => {
    expect(SKEW_OP_KINDS.filter((kind) => !applied.has(kind))).toEqual([]);
    expect(SKEW_OP_KINDS.filter((kind) => !found.has(kind))).toEqual([]);
  });

  it('leads from each snapshot to its neighbours and to the newest, and never has to replace a record', () => {
    expect(snapshots.length).toBeGreaterThan(0);
    for (const [index, from] of snapshots.entries()) {
      const others = [snapshots[index - 1], snapshots[index + 1], snapshots.at(-1)];
      for (const to of others.flatMap((other) => other ?? [])) {
        expect(shown(from, to).filter(({ kind }) => kind === 'record-replaced')).toEqual([]);
      }
    }
  });

  it('leads from a snapshot to what ops have made of it', () => {
    for (const snapshot of snapshots.slice(-2)) {
      fc.assert(
        fc.property(someOps(6, fc.constant(snapshot)), ({ from, to }) => {
          shown(from, to);
        }),
        { numRuns: 5 },
      );
    }
  });
});
