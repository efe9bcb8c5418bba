import { sample, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHAPES, SHAPE_NAMES, isHarmless, oneMessage, type ShapeName } from '../../src/arbitraries/index.js';
import { targets } from '../../src/arbitraries/targets.js';
import { predict } from '../../src/model/index.js';
import { bodyOf, channelNamed } from '../../src/schema/index.js';
import { encode, type SendStep } from '../../src/wire/index.js';
import { arbitraryContract } from './arbitraryContract.js';
import { marimo } from './schemas.js';

type Outcome = 'decodes' | 'is refused' | 'either';

/** What a decoder of the same version makes of a shape. `decodes` includes what only code after decoding can refuse. */
const PROMISES: Readonly<Record<ShapeName, Outcome>> = {
  valid: 'decodes',
  'extra-field': 'decodes',
  'extra-nested-field': 'decodes',
  'new-tag': 'is refused',
  'missing-tag': 'is refused',
  'late-tag': 'decodes',
  'retyped-tag': 'is refused',
  'doubled-tag': 'either',
  'near-tag': 'is refused',
  'missing-required': 'is refused',
  'retyped-field': 'is refused',
  'renamed-field': 'either',
  'shuffled-fields': 'decodes',
  'unknown-member': 'either',
  'uneven-lists': 'either',
  'non-finite': 'decodes',
  'int-edges': 'decodes',
  text: 'decodes',
  'ill-formed-text': 'either',
  'binary-buffer': 'decodes',
  'unknown-ext': 'decodes',
  'odd-timestamp': 'either',
  'large-payload': 'decodes',
  'wide-container': 'decodes',
  'deep-nesting': 'either',
  burst: 'decodes',
  repeated: 'decodes',
  'concurrent-senders': 'decodes',
  'wrong-channel': 'is refused',
  'wrong-root': 'is refused',
  'array-for-map': 'is refused',
  'swapped-kind': 'either',
  'wrong-key': 'either',
  'duplicate-keys': 'decodes',
  'non-minimal-width': 'decodes',
  truncated: 'is refused',
  'trailing-bytes': 'is refused',
  'reserved-byte': 'is refused',
  'lying-length': 'either',
  'empty-frame': 'is refused',
};

function outcome({ channel, value }: SendStep): Outcome {
  const { type } = bodyOf(channelNamed(marimo, channel));
  const { kind } = predict(marimo, type, encode(value));
  // Code that runs after decoding may refuse what was decoded: only Python can know.
  if (kind === 'ask') return 'either';
  return kind === 'refused' ? 'is refused' : 'decodes';
}

function sampled(arbitrary: Arbitrary<SendStep>, numRuns: number): readonly SendStep[] {
  return sample(arbitrary, { seed: 11, numRuns });
}

function harm({ channel, value }: SendStep): string | null {
  const judged = isHarmless(marimo, channel, encode(value));
  return judged.kind === 'harmless' ? null : judged.because;
}

/** A few targets of different channels; more would say the same more slowly. */
function someTargets(shape: ShapeName): readonly { channel: string; tag: string | null }[] {
  const rule = SHAPES.find(({ name }) => name === shape);
  const fitting = targets(marimo, true).filter(({ channel, tag }) => rule?.applies(marimo, channel, tag));
  return fitting.filter((_, at) => at % Math.ceil(fitting.length / 5) === 0);
}

for (const shape of SHAPE_NAMES) {
  const promise = PROMISES[shape];
  arbitraryContract({
    name: shape,
    arbitraries: someTargets(shape).map((target) =>
      oneMessage(marimo, { ...target, shape }, { harmless: true }),
    ),
    wrong: (step) => {
      const found = outcome(step);
      return [promise, found].includes('either') || found === promise
        ? null
        : `${found}, and not: ${promise}`;
    },
    harm: (step) => (shape === 'doubled-tag' ? null : harm(step)),
  });
}

describe('SHAPES', () => {
  it('has every name once, with a line about it, and a target in marimo', () => {
    expect(SHAPES.map(({ name }) => name)).toEqual(SHAPE_NAMES);
    for (const { name, about, applies } of SHAPES) {
      expect(about.length, name).toBeGreaterThan(10);
      expect(
        targets(marimo, true).some(({ channel, tag }) => applies(marimo, channel, tag)),
        name,
      ).toBe(true);
    }
  });

  it('applies to nothing that is not there, and not to what stops the kernel', () => {
    for (const { applies } of SHAPES) {
      expect(applies(marimo, 'control', 'no-such-tag')).toBe(false);
      expect(applies(marimo, 'no-such-channel', 'execute-cells')).toBe(false);
      expect(applies(marimo, 'control', 'stop-kernel')).toBe(false);
      expect(applies(marimo, 'stream', 'cell-op')).toBe(false);
    }
  });

  it('covers every tag of every channel to the kernel with its share of shapes', () => {
    for (const { channel, tag } of targets(marimo, true)) {
      const count = SHAPES.filter(({ applies }) => applies(marimo, channel, tag)).length;
      expect(count, `${tag} on ${channel}`).toBeGreaterThanOrEqual(tag === null ? 15 : 28);
    }
  });
});

function often(tag: string, shape: ShapeName): readonly SendStep[] {
  return sampled(oneMessage(marimo, { channel: 'control', tag, shape }), 1000);
}

describe('a shape that is refused', () => {
  it('never hits a tag by being nearly right', () => {
    for (const tag of ['clear-cache', 'model']) {
      for (const step of often(tag, 'near-tag')) expect(outcome(step)).toBe('is refused');
    }
  });

  it('never ends where the message does', () => {
    for (const step of often('clear-cache', 'truncated')) expect(outcome(step)).toBe('is refused');
  });
});

describe('the guard of real kernels', () => {
  it('lets through nearly all that is made for them, in every shape', () => {
    let [made, stopped] = [0, 0];
    for (const { name, applies } of SHAPES) {
      for (const { channel, tag } of targets(marimo, true)) {
        if (!applies(marimo, channel, tag)) continue;
        const arbitrary = oneMessage(marimo, { channel, tag, shape: name }, { harmless: true, room: 4096 });
        for (const step of sampled(arbitrary, 4)) {
          made += 1;
          if (harm(step) !== null) stopped += 1;
        }
      }
    }
    expect(made).toBeGreaterThan(4000);
    expect(stopped / made).toBeLessThanOrEqual(0.001);
  });
});
