import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { fingerprint, type Schema } from '../../src/schema/index.js';
import { record, SMALL_SCHEMA } from './smallSchema.js';

const EMPTY: Schema = { protocol: 'p', release: '1', channels: [], startup: null, types: {} };

describe('fingerprint', () => {
  it('is the SHA-256 of channels, startup and types as JSON with sorted keys and no white space', () => {
    const text = '{"channels":[],"startup":null,"types":{}}';
    expect(fingerprint(EMPTY)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('does not depend on the order of members, nor on names and versions', () => {
    const types = Object.fromEntries(Object.entries(SMALL_SCHEMA.types).toReversed());
    const other: Schema = {
      types,
      startup: SMALL_SCHEMA.startup,
      channels: SMALL_SCHEMA.channels,
      protocol: 'other',
      release: '2.0',
    };
    expect(fingerprint(other)).toBe(fingerprint(SMALL_SCHEMA));
  });

  it('sorts names that look like numbers as text', () => {
    const types = { '9': record('9'), '10': record('10') };
    const ten = JSON.stringify(sortedRecord('10'));
    const nine = JSON.stringify(sortedRecord('9'));
    const text = `{"channels":[],"startup":null,"types":{"10":${ten},"9":${nine}}}`;
    expect(fingerprint({ ...EMPTY, types })).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('depends on the order of fields and on every default', () => {
    const ping = SMALL_SCHEMA.types['Ping'] ?? record('Ping');
    const reversed = { ...SMALL_SCHEMA.types, Ping: { ...ping, fields: ping.fields.toReversed() } };
    expect(fingerprint({ ...SMALL_SCHEMA, types: reversed })).not.toBe(fingerprint(SMALL_SCHEMA));
    const fields = ping.fields.map((field) => ({ ...field, default: { kind: 'unset' as const } }));
    const unset = { ...SMALL_SCHEMA.types, Ping: { ...ping, fields } };
    expect(fingerprint({ ...SMALL_SCHEMA, types: unset })).not.toBe(fingerprint(SMALL_SCHEMA));
  });
});

function sortedRecord(name: string): unknown {
  return {
    fields: [],
    flavour: 'struct',
    hashable: false,
    kind: 'record',
    layout: 'map',
    name,
    omitDefaults: false,
    postInit: false,
    tag: { at: { kind: 'field', name: 'type' }, value: { kind: 'str', value: name } },
    unknownFields: 'ignored',
  };
}
