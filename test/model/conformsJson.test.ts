import { describe, expect, it } from 'vitest';

import { conformsJson, type JsonConformance } from '../../src/model/index.js';
import type { Schema, Type } from '../../src/schema/index.js';
import { ANY, FLOAT, INT, NIL, STR, dictOf, either, field, listOf, preset, record } from './smallSchema.js';
import { ref, schemaOf, setOf, tagged } from './smallSchema.js';

function judged(type: Type, document: string, schema: Schema = schemaOf()): JsonConformance {
  return conformsJson(schema, type, Buffer.from(document));
}

const FITS: JsonConformance = { kind: 'conforms' };

describe('conformsJson', () => {
  it('keeps ints and floats apart, and takes an int for a float', () => {
    expect(judged(INT, '1')).toEqual(FITS);
    expect(judged(INT, '1.0')).toMatchObject({
      kind: 'breaks',
      path: '$',
      expected: 'int',
      actual: '1.0',
    });
    expect(judged(FLOAT, '1')).toEqual(FITS);
    expect(judged(FLOAT, '1e999')).toMatchObject({ kind: 'breaks' });
    expect(judged(INT, '123456789012345678901234567890')).toEqual(FITS);
  });

  it('reads bytes from base64, and moments, durations and identifiers from text', () => {
    const bytes: Type = { kind: 'bytes', as: 'bytes' };
    expect(judged(bytes, '"AAA="')).toEqual(FITS);
    expect(judged(bytes, '"AA="')).toMatchObject({
      kind: 'breaks',
      expected: 'Invalid base64 encoded string',
    });
    expect(judged({ kind: 'datetime', zone: 'any' }, '"2024-01-01T00:00:00Z"')).toEqual(FITS);
    expect(judged({ kind: 'datetime', zone: 'any' }, '1')).toMatchObject({
      kind: 'breaks',
      expected: 'datetime',
    });
    expect(judged({ kind: 'timedelta' }, '"PT1H"')).toEqual(FITS);
    expect(judged({ kind: 'uuid' }, '"nope"')).toMatchObject({ kind: 'breaks', expected: 'Invalid UUID' });
  });

  it('reads the keys of a dict from text', () => {
    expect(judged(dictOf(INT, NIL), '{"1":null}')).toEqual(FITS);
    expect(judged(dictOf(INT, NIL), '{"x":null}')).toMatchObject({ kind: 'breaks', path: 'key in $' });
    expect(judged(dictOf({ kind: 'bool' }, NIL), '{"true":null}')).toMatchObject({ kind: 'breaks' });
  });

  const schema = schemaOf(
    record('Ping', [field('id', INT), field('note', STR, preset('a0', 'str'))], {
      tag: tagged('ping', 'op'),
    }),
    record('Stop', [], { tag: tagged('stop', 'op'), unknownFields: 'refused' }),
    record('Guarded', [field('a', INT)], { postInit: true }),
    record('Row', [field('a', INT), field('b', INT, preset('00', 'int'))], { layout: 'array' }),
  );
  const messages = either(ref('Ping'), ref('Stop'));

  it('takes fields in any order, unknown ones too', () => {
    expect(judged(messages, '{"new":{},"id":1,"op":"ping"}', schema)).toEqual(FITS);
    expect(judged(messages, '{"op":"stop","new":1}', schema)).toMatchObject({ actual: 'the field new' });
  });

  it('tells where and how a message breaks its type', () => {
    expect(judged(listOf(messages), '[{"op":"ping","id":1},{"op":"ping","id":"1"}]', schema)).toEqual({
      kind: 'breaks',
      path: '$[1].id',
      expected: 'int',
      actual: '"1"',
    });
    expect(judged(messages, '{"op":"ping"}', schema)).toMatchObject({ path: '$', expected: 'the field id' });
    expect(judged(messages, '{"op":"pong"}', schema)).toMatchObject({ path: '$.op', actual: '"pong"' });
    expect(judged(messages, '{}', schema)).toMatchObject({ path: '$', expected: 'the field op' });
    expect(judged(ref('Row'), '[]', schema)).toMatchObject({
      expected: 'array of at least length 1',
      actual: 'length 0',
    });
  });

  it('judges each of doubled fields', () => {
    expect(judged(messages, '{"op":"ping","id":"1","id":1}', schema)).toMatchObject({ path: '$.id' });
  });

  it('asks nothing of the code of a class', () => {
    expect(judged(ref('Guarded'), '{"a":1}', schema)).toEqual(FITS);
  });

  it('does not know what only Python knows, unless something else breaks', () => {
    const custom: Type = { kind: 'custom', name: 'Plain' };
    expect(judged(listOf(custom), '[1]')).toMatchObject({ kind: 'unknown' });
    expect(judged({ kind: 'tuple', items: [custom, INT] }, '[1,null]')).toMatchObject({ path: '$[1]' });
    expect(judged(setOf(ANY), '[[]]')).toMatchObject({
      expected: 'a value that can be compared',
      actual: '[]',
    });
  });

  it('goes no deeper than is sure to be decoded', () => {
    expect(judged(ANY, '['.repeat(100_000) + ']'.repeat(100_000))).toMatchObject({ kind: 'unknown' });
  });
});
