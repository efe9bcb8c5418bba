import { describe, expect, it } from 'vitest';

import { forgedDocument } from '../../modelDiff/forgedDocument.js';
import type { Default, RecordType, Type } from '../../src/schema/index.js';
import { INT, field, record, ref, schemaOf } from '../model/smallSchema.js';

const PLAIN = new Uint8Array();
const KEPT: Default = { kind: 'unset', reads: { kind: 'value', msgpack: '01', python: 'int' } };

function shown(one: RecordType, type: Type = ref(one.name)): string {
  const { bytes } = forgedDocument({ schema: schemaOf(one), type }, PLAIN, { written: 'json', read: 'json' });
  return Buffer.from(bytes).toString();
}

describe('forgedDocument', () => {
  it('is read in the codec of the reader, whatever it is written in', () => {
    const forged = { schema: schemaOf(), type: INT };
    const written = (codecs: Parameters<typeof forgedDocument>[2]): unknown =>
      forgedDocument(forged, PLAIN, codecs);
    expect(written({ written: 'json', read: 'msgpack' })).toEqual({
      codec: 'msgpack',
      bytes: Uint8Array.from(Buffer.from('1')),
    });
    expect(written({ written: 'msgpack', read: 'json' })).toEqual({ codec: 'json', bytes: Uint8Array.of(1) });
    expect(written(null)).toMatchObject({ codec: 'msgpack', bytes: Uint8Array.of(1) });
  });

  it('has fields in the order in which the record is written', () => {
    const fields = [field('a', INT), field('b', INT, KEPT)];
    expect(shown(record('A', fields, { flavour: 'dataclass' }))).toBe('{"a":1,"b":1}');
    expect(shown(record('A', fields, { flavour: 'dataclass', writeOrder: ['b', 'a'] }))).toBe(
      '{"b":1,"a":1}',
    );
  });

  it('has a tag where it belongs to the body', () => {
    const value = { kind: 'int', value: '5' } as const;
    const fields = [field('a', INT)];
    const tag = (at: NonNullable<RecordType['tag']>['at']): Pick<RecordType, 'tag'> => ({
      tag: { value, at },
    });
    const array = { layout: 'array' } as const;
    expect(shown(record('A', fields, tag({ kind: 'field', name: 't' })))).toBe('{"t":5,"a":1}');
    expect(shown(record('A', fields, tag({ kind: 'frame', index: 0 })))).toBe('{"a":1}');
    expect(shown(record('A', fields, { ...array, ...tag({ kind: 'first-item' }) }))).toBe('[5,1]');
    expect(shown(record('A', fields, { ...array, ...tag({ kind: 'frame', index: 0 }) }))).toBe('[1]');
  });
});
