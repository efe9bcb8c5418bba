import { describe, expect, it } from 'vitest';

import { contractProbes } from '../../src/kernels/contractProbes.js';
import { CHANNELS_TO_KERNEL, KernelError, newestMarimoSchema } from '../../src/kernels/index.js';
import { predict } from '../../src/model/index.js';
import { bodyOf, channelNamed, type Schema, type Type } from '../../src/schema/index.js';
import { decode } from '../../src/wire/index.js';
import { shop } from './shop.js';

function frames(schema: Schema | null, nonce: number): readonly (readonly [string, Uint8Array])[] {
  return contractProbes(schema, nonce).flatMap((probe) =>
    probe.frames.map(({ channel, bytes }) => [channel, bytes] as const),
  );
}

/** A schema in which every channel takes this. */
function all(type: Type): Schema {
  return {
    protocol: 'p',
    release: '1',
    startup: null,
    types: {},
    channels: CHANNELS_TO_KERNEL.map((name) => ({
      name,
      direction: 'to-kernel',
      python: null,
      envelope: [{ role: 'body', codec: 'msgpack', type }],
    })),
  };
}

describe('contractProbes', () => {
  it.each([
    ['untyped', null],
    ['typed', newestMarimoSchema()],
  ])('makes one frame for each channel, different each time: %s', (_, schema) => {
    const first = frames(schema, 1);
    const second = frames(schema, 2);
    expect(first.map(([channel]) => channel)).toEqual([...CHANNELS_TO_KERNEL]);
    for (const [index, [, bytes]] of first.entries()) {
      expect(decode(bytes).kind).toBe('value');
      expect(Buffer.from(bytes).equals(second[index]?.[1] ?? bytes)).toBe(false);
    }
  });

  it('makes messages that the typed decoder takes', () => {
    const schema = newestMarimoSchema();
    for (const [channel, bytes] of frames(schema, 7)) {
      const { type } = bodyOf(channelNamed(schema, channel));
      expect(predict(schema, type, bytes).kind).toBe('value');
      expect(Buffer.from(bytes).toString('latin1')).toContain('probe 7');
    }
  });

  it('writes each channel in its own codec, and any value where the schema has no channel', () => {
    const schema = shop('json');
    const without = { ...schema, channels: schema.channels.filter(({ name }) => name !== 'completion') };
    const told = frames(without, 3).map(([, bytes]) => Buffer.from(bytes).toString('latin1'));
    expect(told).toEqual([
      '{"type":"order","text":"probe 3"}',
      '{"type":"order","text":"probe 3"}',
      '\x81\xa5probe\x03',
      '\xa7probe 3',
    ]);
  });

  it('makes the same message each time where none can hold text', () => {
    const told = frames(all({ kind: 'int' }), 3).map(([, bytes]) => Buffer.from(bytes).toString('hex'));
    expect(told).toEqual(['00', '00', '00', '00']);
  });

  it('says when no message of a channel can be made', () => {
    expect(() => contractProbes(all({ kind: 'custom', name: 'shop.Money' }), 1)).toThrow(KernelError);
  });
});
