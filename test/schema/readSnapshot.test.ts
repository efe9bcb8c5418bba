import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import {
  canonicalJson,
  fingerprint,
  readSnapshot,
  SchemaError,
  writeSnapshot,
} from '../../src/schema/index.js';
import { record, SMALL_SCHEMA } from './smallSchema.js';

const SMALL_TEXT = writeSnapshot(SMALL_SCHEMA, { python: '3.11.7' });

type Loose = Record<string, unknown>;

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null;
}

/** The text of the small snapshot with one place changed, and with the fingerprint that such contents have. */
function changed(place: string, value: unknown): string {
  const snapshot: unknown = JSON.parse(SMALL_TEXT);
  const steps = place.match(/[A-Za-z0-9_]+/g) ?? [];
  let at = snapshot;
  for (const step of steps.slice(0, -1)) at = isLoose(at) ? at[step] : undefined;
  const last = steps.at(-1);
  if (!isLoose(snapshot) || !isLoose(at) || last === undefined) throw new Error(`no such place: ${place}`);
  at[last] = value;
  const { channels, startup, types } = snapshot;
  const print = createHash('sha256').update(canonicalJson({ channels, startup, types })).digest('hex');
  return JSON.stringify({ ...snapshot, fingerprint: print });
}

function refusal(text: string): { kind: string; path: string; message: string } {
  try {
    readSnapshot(text);
  } catch (error) {
    if (error instanceof SchemaError) return { kind: error.kind, path: error.path, message: error.message };
    throw error;
  }
  return { kind: 'read', path: '', message: '' };
}

function nested(depth: number): Loose {
  let type: Loose = { kind: 'nil' };
  for (let level = 0; level < depth; level += 1) type = { kind: 'list', item: type };
  return type;
}

describe('readSnapshot', () => {
  it('gives back what was written', () => {
    const { format, version, fingerprint: print, made, ...schema } = readSnapshot(SMALL_TEXT);
    expect(schema).toStrictEqual(SMALL_SCHEMA);
    expect({ format, version, made }).toEqual({
      format: 'skewfuzz-schema',
      version: 1,
      made: { python: '3.11.7' },
    });
    expect(print).toBe(fingerprint(SMALL_SCHEMA));
  });

  it('tells the place, what was expected, what came and what to do', () => {
    const text = changed('$.types.Ping.fields[1].type.maxLength', -1);
    expect(refusal(text).message).toBe(
      'The snapshot cannot be read at $.types.Ping.fields[1].type.maxLength: expected a whole number, zero or more, ' +
        'got -1. Write it again with python/export_schema.py.',
    );
  });

  it.each([
    ['nothing', '', 'not-json'],
    ['half a document', SMALL_TEXT.slice(0, -40), 'not-json'],
    ['a byte order mark', `\uFEFF${SMALL_TEXT}`, 'not-json'],
    ['another format', '{"format":"openapi","version":1}', 'wrong-format'],
    ['a later version', SMALL_TEXT.replace('"version":1', '"version":2'), 'wrong-version'],
    ['a version as text', SMALL_TEXT.replace('"version":1', '"version":"1"'), 'wrong-version'],
    ['20 MiB', ' '.repeat(20 * 1024 * 1024), 'too-large'],
  ])('refuses %s', (_name, text, kind) => {
    expect(refusal(text).kind).toBe(kind);
  });

  it.each([
    ['an empty array', '[]', 'an array of 0'],
    ['100,000 arrays in each other', '['.repeat(100_000) + ']'.repeat(100_000), 'an array of 1'],
    ['null', 'null', 'null'],
  ])('refuses %s, which is no object', (_name, text, got) => {
    expect(refusal(text).message).toContain(`at $: expected an object, got ${got}.`);
  });

  it('refuses contents that do not match the fingerprint', () => {
    const { kind, path } = refusal(SMALL_TEXT.replace('"ge":"0"', '"ge":"1"'));
    expect({ kind, path }).toEqual({ kind: 'wrong-fingerprint', path: '$.fingerprint' });
  });

  it.each(['Gone', 'constructor', '__proto__'])('refuses a reference to %s, which is not there', (name) => {
    const path = '$.types.Ping.fields[1].type.item.name';
    expect(refusal(changed(path, name))).toMatchObject({ kind: 'dangling-ref', path });
  });

  it('refuses __proto__, wherever it stands', () => {
    const named = JSON.stringify(record('__proto__'));
    const asType = SMALL_TEXT.replace('"types":{', `"types":{"__proto__":${named},`);
    expect(refusal(asType)).toMatchObject({ kind: 'malformed', path: '$.types.__proto__' });
    const asMember = SMALL_TEXT.replace('"types":{', '"__proto__":{"version":1},"types":{');
    expect(refusal(asMember)).toMatchObject({ kind: 'malformed', path: '$.__proto__' });
    const inType = SMALL_TEXT.replace('{"kind":"nil"}', '{"kind":"nil","__proto__":{"kind":"any"}}');
    expect(refusal(inType)).toMatchObject({
      kind: 'malformed',
      path: '$.channels[0].envelope[1].type.members[1].__proto__',
    });
  });

  it('refuses types nested beyond reason, and takes deep ones', () => {
    expect(refusal(changed('$.types.Ping.fields[0].type', nested(100))).kind).toBe('read');
    expect(refusal(changed('$.types.Ping.fields[0].type', nested(300))).kind).toBe('too-deep');
  });

  it.each<[what: string, place: string, value: unknown, path?: string]>([
    ['a member it does not know', '$.extra', 1],
    ['a missing member', '$.protocol', undefined, '$'],
    ['no channel', '$.channels', []],
    ['two channels of one name', '$.channels[1].name', 'control', '$.channels'],
    ['a direction of its own', '$.channels[0].direction', 'both'],
    ['an envelope without a body', '$.channels[1].envelope', []],
    ['a codec it does not know', '$.startup.codec', 'yaml'],
    ['a record under another name', '$.types.Pong.name', 'Ping'],
    ['a flag as a number', '$.types.Pong.postInit', 0],
    ['two fields of one wire name', '$.types.Ping.fields[1].name', 'seq', '$.types.Ping.fields'],
    ['a write order that forgets a field', '$.types.Ping.writeOrder', ['seq', 'seq']],
    ['a type of an unknown kind', '$.types.Ping.fields[0].type.kind', 'toString'],
    ['an integer that is none', '$.types.Ping.fields[0].type.ge', '1e3'],
    ['an integer as a number', '$.types.Ping.fields[0].type.ge', 0],
    ['a length that no number holds exactly', '$.types.Ping.fields[1].type.maxLength', 2 ** 53],
    ['a length of one and a half', '$.types.Ping.fields[1].type.maxLength', 1.5],
    ['a default that is no hexadecimal', '$.types.Ping.fields[1].default.msgpack', '9'],
    [
      'a value for a default that is another each time',
      '$.types.Ping.fields[1].default.fixed',
      false,
      '$.types.Ping.fields[1].default.msgpack',
    ],
    [
      'a union in a union',
      '$.channels[0].envelope[1].type.members[1]',
      { kind: 'union', members: [{ kind: 'nil' }, { kind: 'bool' }] },
    ],
    ['a union of one', '$.channels[0].envelope[1].type.members', [{ kind: 'nil' }]],
    ['a tag of true', '$.types.Pong.tag.value', { kind: 'bool', value: true }],
    ['text that is no Unicode', '$.protocol', 'a\uD800'],
  ])('refuses %s', (_what, place, value, path = place) => {
    expect(refusal(changed(place, value))).toMatchObject({ kind: 'malformed', path });
  });

  it('refuses an empty name', () => {
    const text = SMALL_TEXT.replace('"types":{', `"types":{"":${JSON.stringify(record(''))},`);
    expect(refusal(text)).toMatchObject({ kind: 'malformed', path: '$.types[""]' });
  });

  it('never shows the whole of a large value', () => {
    const { message } = refusal(changed('$.types.Pong.layout', 'x'.repeat(100_000)));
    expect(message.length).toBeLessThan(400);
    expect(message).toContain('(100002 characters)');
  });
});
