import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneMessage } from '../../src/arbitraries/index.js';
import { targets } from '../../src/arbitraries/targets.js';
import { predict } from '../../src/model/index.js';
import { bodyOf, channelNamed, type Schema } from '../../src/schema/index.js';
import { encode } from '../../src/wire/index.js';
import { every, marimo } from './schemas.js';

/** What the decoder has against valid messages of a tag; empty: nothing. */
function objections(schema: Schema, channel: string, tag: string | null, numRuns: number): readonly string[] {
  const { type } = bodyOf(channelNamed(schema, channel));
  return sample(oneMessage(schema, { channel, tag, shape: 'valid' }), { seed: 5, numRuns }).flatMap(
    ({ value }) => {
      const predicted = predict(schema, type, encode(value));
      return predicted.kind === 'refused' ? [predicted.error.message ?? predicted.error.kind] : [];
    },
  );
}

describe('valid messages', () => {
  it('decode, for every tag of marimo', () => {
    for (const { channel, tag } of targets(marimo, false)) {
      expect(objections(marimo, channel, tag, 40), `${tag} on ${channel}`).toEqual([]);
    }
  });

  it('decode, for every kind of type, bound and layout', () => {
    expect(targets(every, false).map(({ tag }) => tag)).toEqual([
      'leaves',
      'bounded',
      'times',
      'tree',
      'strict',
      null,
      null,
    ]);
    for (const { channel, tag } of targets(every, false)) {
      expect(objections(every, channel, tag, 400), `${tag} on ${channel}`).toEqual([]);
    }
  });

  it('end, where a record holds itself', () => {
    for (const { value } of sample(oneMessage(every, { channel: 'control', tag: 'tree', shape: 'text' }), {
      seed: 3,
      numRuns: 50,
    })) {
      expect(encode(value).length).toBeLessThan(100_000);
    }
  });
});

describe('targets', () => {
  it('leaves out what stops the kernel, what is not one msgpack frame, and for real kernels what nobody has judged', () => {
    expect(targets(marimo, false).some(({ tag }) => tag === 'stop-kernel')).toBe(false);
    expect(targets(every, false).some(({ channel }) => channel === 'blind')).toBe(false);
    expect(targets(every, true).map(({ channel }) => channel)).toEqual(['input']);
  });

  it('compiles a schema once', () => {
    expect(targets(marimo, true)).toBe(targets(marimo, true));
  });
});
