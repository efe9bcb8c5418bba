import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  readSnapshot,
  SchemaError,
  writeDelta,
  writeSnapshot,
  type Channel,
  type Schema,
  type Snapshot,
} from '../../src/schema/index.js';
import { record, SMALL_SCHEMA } from './smallSchema.js';

const snapshotOf = (schema: Schema): Snapshot => readSnapshot(writeSnapshot(schema, { by: 'hand' }));
const SMALL = snapshotOf(SMALL_SCHEMA);
const NEXT = snapshotOf({
  ...SMALL_SCHEMA,
  release: '1.1',
  channels: SMALL_SCHEMA.channels.filter(({ name }) => name !== 'input'),
  types: { ...SMALL_SCHEMA.types, Extra: record('Extra') },
});
const DELTA = writeDelta(SMALL, NEXT);
const MEMBERS: Readonly<Record<string, unknown>> = JSON.parse(DELTA);

/** The delta with one member changed. */
function delta(member: string, value: unknown): string {
  return JSON.stringify({ ...MEMBERS, [member]: value });
}

function refusal(text: string): { kind: string; path: string; message: string } {
  try {
    readSnapshot(text, () => NEXT);
  } catch (error) {
    if (error instanceof SchemaError) return { kind: error.kind, path: error.path, message: error.message };
    throw error;
  }
  return { kind: 'read', path: '', message: '' };
}

/** Records that refer to nothing, and channels of texts: any of them make a sound schema. */
const someSchema: fc.Arbitrary<Schema> = fc
  .record({
    types: fc.dictionary(
      fc.constantFrom('A', 'B', 'Ä', 'constructor', 'toString'),
      fc.constantFrom<'map' | 'array'>('map', 'array'),
    ),
    channels: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('a', 'b', 'valueOf'), maxLength: fc.constantFrom(1, 2) }),
      { selector: ({ name }) => name, minLength: 1 },
    ),
    startup: fc.boolean(),
  })
  .map(({ types, channels, startup }) => ({
    protocol: 'random',
    release: '1',
    channels: channels.map(({ name, maxLength }): Channel => ({
      name,
      direction: 'to-kernel',
      envelope: [{ role: 'body', codec: 'msgpack', type: { kind: 'str', maxLength } }],
      python: null,
    })),
    startup: startup ? { role: 'body', codec: 'json', type: { kind: 'any' } } : null,
    types: Object.fromEntries(
      Object.entries(types)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, layout]) => [name, record(name, { layout })]),
    ),
  }));

describe('a delta', () => {
  it('and its base make the snapshot it was written from, to the letter', () => {
    fc.assert(
      fc.property(someSchema, someSchema, (one, other) => {
        const snapshot = snapshotOf(one);
        const base = snapshotOf({ ...other, release: '2' });
        const read = readSnapshot(writeDelta(snapshot, base), (protocol, release) => {
          expect([protocol, release]).toEqual(['random', '2']);
          return base;
        });
        expect(writeSnapshot(read, read.made)).toBe(writeSnapshot(one, { by: 'hand' }));
      }),
    );
  });

  it('holds what its base has otherwise, and nothing else', () => {
    const { channels, types, base, release } = MEMBERS;
    expect({ channels, types, base, release }).toEqual({
      channels: ['control', SMALL.channels[1], 'stream'],
      types: { Extra: null },
      base: '1.1',
      release: '1.0',
    });
  });

  it('is not read without its base', () => {
    expect(() => readSnapshot(DELTA)).toThrow(
      'expected a whole one, got what a release has otherwise than small 1.1.',
    );
  });

  it('of another base is found out by its fingerprint', () => {
    const other = snapshotOf({ ...NEXT, types: { ...NEXT.types, Ping: record('Ping') } });
    expect(() => readSnapshot(DELTA, () => other)).toThrow(/the fingerprint of these contents/u);
  });

  it.each([
    ['another version', 'version', 2, 'wrong-version', '$.version'],
    ['a channel that the base has not', 'channels', ['river'], 'malformed', '$.channels[0]'],
    ['channels that are none', 'channels', [7], 'malformed', '$.channels[0]'],
    ['a record taken away that is not there', 'types', { Nothing: null }, 'malformed', '$.types.Nothing'],
    ['a record of a plain object', 'types', { constructor: null }, 'malformed', '$.types.constructor'],
    ['a record taken away that others need', 'types', { Pong: null }, 'dangling-ref', undefined],
    ['a record that is none', 'types', { Extra: 7 }, 'malformed', '$.types.Extra'],
    ['no base', 'base', null, 'malformed', '$.base'],
    ['a member of its own', 'colour', 'red', 'malformed', '$.colour'],
  ])('is refused with %s', (_what, member, value, kind, path) => {
    expect(refusal(delta(member, value))).toMatchObject({ kind, ...(path !== undefined && { path }) });
  });
});
