import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import {
  bodyOf,
  channelNamed,
  channelsTo,
  membersOf,
  readSnapshot,
  SchemaError,
  taggedRecords,
} from '../../src/schema/index.js';
import { SMALL_SCHEMA } from './smallSchema.js';

const names = (channels: readonly { readonly name: string }[]): readonly string[] =>
  channels.map(({ name }) => name);

describe('channelsTo', () => {
  it('gives the channels of one direction in their order', () => {
    expect(names(channelsTo(SMALL_SCHEMA, 'to-kernel'))).toEqual(['control', 'input']);
    expect(names(channelsTo(SMALL_SCHEMA, 'from-kernel'))).toEqual(['stream']);
  });
});

describe('channelNamed', () => {
  it('finds a channel, and names those there are when it cannot', () => {
    expect(channelNamed(SMALL_SCHEMA, 'input').name).toBe('input');
    expect(() => channelNamed(SMALL_SCHEMA, 'Control')).toThrow(SchemaError);
    expect(() => channelNamed(SMALL_SCHEMA, 'Control')).toThrow(
      'one of control, input, stream, got "Control"',
    );
  });
});

describe('bodyOf', () => {
  it('skips the frames that only route', () => {
    const control = channelNamed(SMALL_SCHEMA, 'control');
    expect(bodyOf(control)).toBe(control.envelope[1]);
  });

  it('says so when there is no body', () => {
    const control = { ...channelNamed(SMALL_SCHEMA, 'control'), envelope: [] };
    expect(() => bodyOf(control)).toThrow('has no body');
  });
});

describe('taggedRecords', () => {
  it('gives tag, record and channel of each member of the union that has a tag', () => {
    const found = taggedRecords(SMALL_SCHEMA, 'control');
    expect(found.map(({ tag, record, channel }) => [tag, record.name, channel.name])).toEqual([
      ['ping', 'Ping', 'control'],
      [18446744073709551615n, 'Stop', 'control'],
    ]);
  });

  it('takes a body that is one record alone, and finds none where messages have no tags', () => {
    expect(taggedRecords(SMALL_SCHEMA, 'stream').map(({ tag }) => tag)).toEqual(['pong']);
    expect(taggedRecords(SMALL_SCHEMA, 'input')).toEqual([]);
  });

  it('finds what the real protocol has on each channel', () => {
    const file = new URL('../../schemas/marimo-0.25.2.json', import.meta.url);
    const schema = readSnapshot(readFileSync(file, 'utf8'));
    const tags = (channel: string): readonly (string | bigint)[] =>
      taggedRecords(schema, channel).map(({ tag }) => tag);
    expect(tags('control')).toHaveLength(31);
    expect(tags('control')).toContain('stop-kernel');
    expect(tags('ui_element')).toEqual(['update-ui-element', 'model']);
    expect(tags('completion')).toEqual(['code-completion', 'set-breakpoints']);
    expect(tags('input')).toEqual([]);
    expect(tags('stream')).toHaveLength(44);
  });
});

describe('membersOf', () => {
  it('takes any type for a union of one', () => {
    expect(membersOf({ kind: 'union', members: [{ kind: 'nil' }, { kind: 'int' }] })).toEqual([
      { kind: 'nil' },
      { kind: 'int' },
    ]);
    expect(membersOf({ kind: 'int' })).toEqual([{ kind: 'int' }]);
  });
});
