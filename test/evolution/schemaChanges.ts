import type { Schema, Tag, Type } from '../../src/schema/index.js';
import { bin, ext, record as value, type WireValue } from '../../src/wire/index.js';
import { field, FLOAT, INT, ONE, record, schemaOf, STR, tag } from '../skew/demo.js';
import { changed, meant, refused, type BothWays } from './reading.js';

/** A change of a whole schema: a row of its own, or another message for a row. */
export interface SchemaChange {
  readonly row: string;
  readonly from: Schema;
  readonly to: Schema;
  readonly messages: BothWays;
}

const a = field('a', INT);
const b = field('b', INT);
const cat = record('Cat', [a], tag('cat'));
const dog = record('Dog', [b], tag('dog'));
const bird = record('Bird', [], tag('bird'));
const single = (found: Tag): Schema => schemaOf([{ ...dog, tag: found }]);
const pair = (found: Tag, other: Tag): Schema =>
  schemaOf(
    [
      { ...cat, tag: other },
      { ...dog, tag: found },
    ],
    ['Cat', 'Dog'],
  );
const tagged = (text: string, name = 'type'): Tag => ({
  value: { kind: 'str', value: text },
  at: { kind: 'field', name },
});
const ONE_TAG: Tag = { value: { kind: 'int', value: '1' }, at: { kind: 'field', name: 'type' } };
const both = schemaOf([cat, dog], ['Cat', 'Dog']);
const three = schemaOf([cat, dog, bird], ['Cat', 'Dog', 'Bird']);
const body = (type: Type): Schema => schemaOf([record('R', [field('a', type)])]);
const EXT: WireValue = value({ a: ext(6, Uint8Array.of(1)) });
const point = record('Point', [field('x', INT)]);
const atPoint = (type: Type): Schema => schemaOf([record('R', [field('a', type)]), point]);
const POINT: Type = { kind: 'ref', name: 'Point' };
const unread = (sent: string, got: string): BothWays[0] =>
  refused(sent, `Object missing required field \`${got}\``);
const wrong = (sent: string, tagValue: string): BothWays[0] =>
  refused(sent, `Invalid value '${tagValue}'`, '$.type');

/** Changes that more than one record has a part in, and further messages of those of one. */
export const SCHEMA_CHANGES: readonly SchemaChange[] = [
  {
    row: 'retag in a union',
    from: both,
    to: pair(tagged('wolf'), tagged('cat')),
    messages: [wrong('{"type":"dog","b":7}', 'dog'), wrong('{"type":"wolf","b":7}', 'wolf')],
  },
  {
    row: 'tag str to int',
    from: single(tagged('dog')),
    to: single(ONE_TAG),
    messages: [
      {
        msgpack: refused('{"type":"dog","b":7}', 'Expected `int`, got `str`', '$.type'),
        json: refused('{"type":"dog","b":7}', 'Expected `int`', '$.type'),
      },
      {
        msgpack: refused('{"type":1,"b":7}', 'Expected `str`, got `int`', '$.type'),
        json: refused('{"type":1,"b":7}', 'Expected `str`', '$.type'),
      },
    ],
  },
  {
    row: 'rename tag field, single',
    from: single(tagged('dog')),
    to: single(tagged('dog', 'op')),
    messages: [
      changed('$.type', '{"type":"dog","b":7}', '{"op":"dog","b":7}'),
      changed('$.op', '{"op":"dog","b":7}', '{"type":"dog","b":7}'),
    ],
  },
  {
    row: 'rename tag field, single, other tag',
    from: single(tagged('dog')),
    to: single(tagged('wolf', 'op')),
    messages: [
      changed('$.type', '{"type":"dog","b":7}', '{"op":"wolf","b":7}'),
      changed('$.op', '{"op":"wolf","b":7}', '{"type":"dog","b":7}'),
    ],
  },
  {
    row: 'rename tag field, union',
    from: both,
    to: pair(tagged('dog', 'op'), tagged('cat', 'op')),
    messages: [unread('{"type":"dog","b":7}', 'op'), unread('{"op":"dog","b":7}', 'type')],
  },
  {
    row: 'add tag, union',
    from: schemaOf([{ ...dog, tag: null }]),
    to: both,
    messages: [unread('{"b":7}', 'type'), meant('{"type":"dog","b":7}', '{"b":7}')],
  },
  {
    row: 'new union member',
    from: both,
    to: three,
    messages: [meant('{"type":"dog","b":7}'), wrong('{"type":"bird"}', 'bird')],
  },
  {
    row: 'union member removed',
    from: three,
    to: both,
    messages: [wrong('{"type":"bird"}', 'bird'), meant('{"type":"cat","a":7}')],
  },
  {
    row: 'remove required field, refused',
    from: schemaOf([record('R', [a, b], { unknownFields: 'refused' })]),
    to: schemaOf([record('R', [a], { unknownFields: 'refused' })]),
    messages: [
      refused('{"a":7,"b":8}', 'Object contains unknown field `b`'),
      refused('{"a":7}', 'Object missing required field `b`'),
    ],
  },
  {
    row: 'int to float, integral',
    from: body(INT),
    to: body(FLOAT),
    messages: [meant('{"a":7}', '{"a":7.0}'), refused('{"a":7.0}', 'Expected `int`, got `float`', '$.a')],
  },
  {
    row: 'int to bool',
    from: body(INT),
    to: body({ kind: 'bool' }),
    messages: [
      refused('{"a":1}', 'Expected `bool`, got `int`', '$.a'),
      refused('{"a":true}', 'Expected `int`, got `bool`', '$.a'),
    ],
  },
  {
    row: 'str to bytes, of a text that is base64',
    from: body(STR),
    to: body({ kind: 'bytes', as: 'bytes' }),
    messages: [
      {
        msgpack: refused('{"a":"aGk="}', 'Expected `bytes`, got `str`', '$.a'),
        json: changed('$.a', '{"a":"aGk="}', value({ a: bin(Buffer.from('hi')) })),
      },
      {
        msgpack: refused(value({ a: bin(new Uint8Array(0)) }), 'Expected `str`, got `bytes`', '$.a'),
        json: changed('$.a', '{"a":""}', '{"a":""}'),
      },
    ],
  },
  {
    row: 'array: keyword-only fields of a base class',
    from: schemaOf([record('R', [a, b, field('c', INT)], { layout: 'array' })]),
    to: schemaOf([record('R', [b, field('c', INT), a], { layout: 'array' })]),
    messages: [changed('$.a', '[1,2,3]', '[1,2,3]'), changed('$.b', '[1,2,3]', '[1,2,3]')],
  },
  {
    row: 'struct to typed dict',
    from: schemaOf([record('R', [a])]),
    to: schemaOf([record('R', [a], { flavour: 'typed-dict' })]),
    messages: [meant('{"a":7}'), meant('{"a":7}')],
  },
  {
    row: 'struct to dict',
    from: atPoint(POINT),
    to: atPoint({ kind: 'dict', key: STR, value: INT }),
    messages: [meant('{"a":{"x":7}}'), meant('{"a":{"x":7}}')],
  },
  {
    row: 'struct to dict, keys that do not fit',
    from: atPoint(POINT),
    to: atPoint({ kind: 'dict', key: STR, value: INT }),
    messages: [meant('{"a":{"x":7}}'), refused('{"a":{"y":7}}', 'Object missing required field `x`', '$.a')],
  },
  {
    row: 'ext of another code, read as ext',
    from: body({ kind: 'ext' }),
    to: body({ kind: 'ext' }),
    messages: [{ msgpack: meant(EXT) }, { msgpack: meant(EXT) }],
  },
  {
    row: 'ext of another code, read as anything',
    from: body({ kind: 'ext' }),
    to: body({ kind: 'any' }),
    messages: [{ msgpack: meant(EXT) }, { msgpack: meant(EXT) }],
  },
  {
    row: 'ext of another code, read as something else',
    from: body({ kind: 'ext' }),
    to: body(INT),
    messages: [
      { msgpack: refused(EXT, 'Expected `int`, got `ext`', '$.a') },
      { msgpack: refused('{"a":7}', 'Expected `ext`, got `int`', '$.a') },
    ],
  },
  {
    row: 'change default of a field that was never there',
    from: schemaOf([record('R', [a])]),
    to: schemaOf([record('R', [a, field('opt', INT, ONE)])]),
    messages: [meant('{"a":7}', '{"a":7,"opt":1}'), meant('{"a":7,"opt":1}', '{"a":7}')],
  },
];
