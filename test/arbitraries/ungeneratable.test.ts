import { describe, expect, it } from 'vitest';
import { ArbitraryError, oneMessage, ungeneratable } from '../../src/arbitraries/index.js';
import type { Schema, Type } from '../../src/schema/index.js';
import { every, marimo } from './schemas.js';

function speaking(type: Type): Schema {
  const channel = {
    name: 'c',
    direction: 'to-kernel',
    python: null,
    envelope: [{ role: 'body', codec: 'msgpack', type }],
  } as const;
  return { protocol: 'p', release: '1', startup: null, types: {}, channels: [channel] };
}

const ask = (tag: string, shape: 'valid' | 'uneven-lists') => () =>
  oneMessage(marimo, { channel: 'control', tag, shape });

describe('ungeneratable', () => {
  it('names what is never sent to marimo, and what may be refused after decoding', () => {
    expect(ungeneratable(marimo).map(({ tag, effect, path }) => `${tag} ${effect} ${path}`)).toEqual([
      'execute-scratchpad perhaps-invalid $.cellOutputs.output[...].data[]',
      'execute-scratchpad perhaps-invalid $.cellOutputs.console_outputs[...][].data[]',
      'stop-kernel never $',
    ]);
  });

  it('names channels that are not one msgpack frame, and tags that nobody has judged', () => {
    const found = ungeneratable(every).map(({ channel, tag, effect }) => `${channel} ${tag} ${effect}`);
    expect(found).toContain('blind null never');
    expect(found).toContain('control leaves harmless-only');
    expect(found).not.toContain('input null harmless-only');
  });

  it('names patterns, types of their own and bounds that leave nothing', () => {
    const types: readonly Type[] = [
      { kind: 'str', pattern: '^a' },
      { kind: 'list', item: { kind: 'custom', name: 'Thing' } },
      { kind: 'int', gt: '3', lt: '4' },
      { kind: 'float', gt: '3', lt: '2' },
      { kind: 'ref', name: 'Nowhere' },
    ];
    for (const type of types) {
      expect(
        ungeneratable(speaking(type)).filter(({ effect }) => effect === 'perhaps-invalid'),
        type.kind,
      ).toHaveLength(1);
    }
    expect(ungeneratable(speaking({ kind: 'str' }))).toEqual([]);
  });
});

describe('oneMessage', () => {
  it('says what there is no message for', () => {
    expect(ask('stop-kernel', 'valid')).toThrow(ArbitraryError);
    expect(ask('stop-kernel', 'valid')).toThrow(/ungeneratable\(schema\)/);
    expect(ask('clear-cache', 'uneven-lists')).toThrow(/does not fit/);
    expect(ask('clear-cache', 'valid')).not.toThrow();
  });
});
