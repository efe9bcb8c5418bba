import { describe, expect, it } from 'vitest';

import { depthOf } from '../../src/kernels/mutants/depthOf.js';
import { rewrite } from '../../src/kernels/mutants/rewrite.js';
import { array, int, map, nil, text, type WireValue } from '../../src/wire/index.js';

function nested(depth: number): WireValue {
  let value: WireValue = nil;
  for (let level = 0; level < depth; level += 1) {
    value = array([value]);
  }
  return value;
}

describe('rewrite', () => {
  it('changes keys, items and containers, from the leaves up', () => {
    const seen: string[] = [];
    const value = map([[text('k'), array([int(1), nil])]]);
    rewrite(value, (inner) => {
      seen.push(inner.kind);
      return inner;
    });
    expect(seen).toEqual(['str', 'int', 'nil', 'array', 'map']);
    expect(rewrite(value, (inner) => (inner.kind === 'int' ? int(2) : inner))).toEqual(
      map([[text('k'), array([int(2), nil])]]),
    );
  });

  it('leaves alone what is too deep for a stack', () => {
    const deep = nested(100_000);
    expect(() => rewrite(deep, (inner) => inner)).not.toThrow();
  });
});

describe('depthOf', () => {
  it('counts the containers that are open at once', () => {
    expect([nil, array([]), map([[array([]), nil]]), nested(100_000)].map(depthOf)).toEqual([
      0, 1, 2, 100_000,
    ]);
  });
});
