import { describe, expect, it } from 'vitest';
import { frameReader, modelledMsgspec, NEWEST_MSGSPEC } from '../../src/model/index.js';
import { channelNamed, type Schema } from '../../src/schema/index.js';

const schema: Schema = {
  protocol: 'any',
  release: '1',
  channels: [
    {
      name: 'control',
      direction: 'to-kernel',
      envelope: [{ role: 'body', codec: 'msgpack', type: { kind: 'any' } }],
      python: null,
    },
  ],
  startup: null,
  types: {},
};

describe('modelledMsgspec', () => {
  it('is the version itself, or the newest that is not newer', () => {
    expect(modelledMsgspec('0.20.0')).toBe('0.20.0');
    expect(modelledMsgspec('0.20.7')).toBe('0.20.0');
    expect(modelledMsgspec('0.21.1.post1')).toBe('0.21.1');
    expect(modelledMsgspec('1.0.0')).toBe(NEWEST_MSGSPEC);
    expect(modelledMsgspec('0.1.0')).toBe('0.18.6');
  });

  it('is the newest where nothing is known', () => {
    expect(modelledMsgspec(null)).toBe(NEWEST_MSGSPEC);
    expect(modelledMsgspec('main')).toBe(NEWEST_MSGSPEC);
  });
});

describe('frameReader', () => {
  it('reads as the version does that the kernel has', () => {
    // A map is the key of a map.
    const frame = Uint8Array.of(0x81, 0x80, 0xc0);
    const errorOf = (version: '0.20.0' | '0.22.0'): unknown => {
      const { prediction } = frameReader(schema, channelNamed(schema, 'control'), version)(frame);
      return prediction.kind === 'refused' ? prediction.error.kind : prediction.kind;
    };
    expect(errorOf('0.20.0')).toBe('TypeError');
    expect(errorOf('0.22.0')).toBe('DecodeError');
  });
});
