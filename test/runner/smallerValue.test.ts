import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, smallerForms } from '../../src/runner/smallerForms.js';
import { smallerValue } from '../../src/runner/smallerValue.js';
import type { WireValue } from '../../src/wire/index.js';

const text = (value: string): WireValue => ({ kind: 'str', bytes: new TextEncoder().encode(value) });
const int = (value: bigint): WireValue => ({ kind: 'int', value });
const NAN: WireValue = { kind: 'float', width: 64, bits: 0x7ff8000000000000n };

function depthOf(value: WireValue): number {
  let depth = 0;
  for (let node: WireValue | undefined = value; node !== undefined; node = childrenOf(node)[0]) depth += 1;
  return depth;
}

function* nodesOf(value: WireValue): Generator<WireValue> {
  yield value;
  for (const child of childrenOf(value)) yield* nodesOf(child);
}

async function minimal(
  start: WireValue,
  fails: (value: WireValue) => boolean,
  lift = true,
): Promise<{ value: WireValue; runs: number }> {
  let runs = 0;
  const value = await smallerValue(start, lift, (candidate) => {
    runs += 1;
    return Promise.resolve(fails(candidate));
  });
  return { value, runs };
}

const command: WireValue = {
  kind: 'map',
  entries: [
    [text('type'), text('execute-cells')],
    [text('cellIds'), { kind: 'array', items: [text('a'), text('b')] }],
    [text('meta'), { kind: 'map', entries: [[text('deep'), { kind: 'array', items: [int(1n), NAN] }]] }],
  ],
};

describe('smallerValue', () => {
  it('lifts the culprit to the root', async () => {
    const { value, runs } = await minimal(command, (candidate) =>
      [...nodesOf(candidate)].some((node) => node.kind === 'float' && node.bits === 0x7ff8000000000000n),
    );
    expect(value).toEqual(NAN);
    expect(runs).toBeLessThan(40);
  });

  it('keeps the way to the culprit when it may not lift', async () => {
    const { value } = await minimal(
      command,
      (candidate) =>
        candidate.kind === 'map' &&
        candidate.entries.some(([, inner]) => [...nodesOf(inner)].some((node) => node.kind === 'float')),
      false,
    );
    const nil: WireValue = { kind: 'nil' };
    const zero: WireValue = { kind: 'float', width: 64, bits: 0n };
    const meta: WireValue = { kind: 'map', entries: [[nil, { kind: 'array', items: [zero] }]] };
    expect(value).toEqual({ kind: 'map', entries: [[nil, meta]] });
  });

  it('finds the exact length at which text breaks', async () => {
    const { value, runs } = await minimal(
      text('x'.repeat(1_000_000)),
      (candidate) => candidate.kind === 'str' && candidate.bytes.length > 65_536,
    );
    expect(value).toEqual(text('a'.repeat(65_537)));
    expect(runs).toBeLessThan(200);
  });

  it('finds the exact integer at which numbers break', async () => {
    const { value } = await minimal(
      int(-(2n ** 63n)),
      (candidate) => candidate.kind === 'int' && candidate.value < -(2n ** 53n),
    );
    expect(value).toEqual(int(-(2n ** 53n) - 1n));
  });

  it('drops headers and false lengths that do not matter', async () => {
    const start: WireValue = {
      kind: 'str',
      bytes: new TextEncoder().encode('q'),
      header: 'str32',
      declared: 9,
    };
    const { value } = await minimal(
      start,
      (candidate) => candidate.kind === 'str' && candidate.bytes.length === 1,
    );
    expect(value).toEqual(text('a'));
  });

  it('halves its way down a very deep value', async () => {
    let deep: WireValue = NAN;
    for (let depth = 0; depth < 20_000; depth += 1) deep = { kind: 'array', items: [deep] };
    const { value } = await minimal(deep, (candidate) => depthOf(candidate) > 100);
    expect(depthOf(value)).toBe(101);
  });
});

describe('smallerForms', () => {
  const leaf = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }).map(int),
    fc.string().map(text),
    fc.uint8Array().map((bytes): WireValue => ({ kind: 'bin', bytes })),
    fc.boolean().map((value): WireValue => ({ kind: 'bool', value })),
    fc
      .bigInt({ min: 0n, max: 2n ** 64n - 1n })
      .map((bits): WireValue => ({ kind: 'float', width: 64, bits })),
    fc
      .bigInt({ min: 0n, max: 2n ** 32n - 1n })
      .map((bits): WireValue => ({ kind: 'float', width: 32, bits })),
  );
  const tree = fc.oneof(
    leaf,
    fc.array(leaf).map((items): WireValue => ({ kind: 'array', items })),
    fc.array(fc.tuple(leaf, leaf)).map((entries): WireValue => ({ kind: 'map', entries })),
  );

  it('come to an end whichever is taken', () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat()), fc.boolean(), (start, picks, lift) => {
        let value = start;
        for (let step = 0; step < 5_000; step += 1) {
          const forms = [...smallerForms(value, lift)];
          if (forms.length === 0) return;
          const form = forms[(picks.next().value ?? 0) % forms.length];
          if (form !== undefined) value = form;
        }
        throw new Error('still not at the smallest form');
      }),
      { numRuns: 300 },
    );
  });

  it('never offers the value itself', () => {
    fc.assert(
      fc.property(tree, (value) => {
        for (const form of smallerForms(value, true)) expect(form).not.toEqual(value);
      }),
    );
  });
});
