import { describe, expect, it } from 'vitest';

import { predict, type MsgspecVersion } from '../../src/model/index.js';
import type { Schema, Type } from '../../src/schema/index.js';
import { encode } from '../../src/wire/index.js';
import { ANY, FLOAT, INT, NIL, STR, dictOf, either, field, listOf, preset, record } from './smallSchema.js';
import { ref, schemaOf, setOf, tagged } from './smallSchema.js';

const NONE = schemaOf();

function told(
  type: Type,
  document: string | Uint8Array,
  schema: Schema = NONE,
  msgspec?: MsgspecVersion,
): string {
  const prediction = predict(schema, type, Buffer.from(document), 'json', msgspec);
  switch (prediction.kind) {
    case 'value':
      if (prediction.value.kind === 'int') return String(prediction.value.value);
      return Buffer.from(encode(prediction.value)).toString('hex');
    case 'refused':
      return `${prediction.error.kind}: ${prediction.error.message}`;
    case 'ask':
      return `ask: ${prediction.because}`;
  }
}

describe('predict: malformed JSON', () => {
  it.each([
    ['', 'Input data was truncated'],
    ['[1, 2', 'Input data was truncated'],
    ['"\\u12', 'Input data was truncated'],
    ['nu', 'Input data was truncated'],
    ['[1 2]', "JSON is malformed: expected ',' or ']' (byte 3)"],
    ['[1,]', 'JSON is malformed: trailing comma in array (byte 3)'],
    ['{"a":1,}', 'JSON is malformed: trailing comma in object (byte 7)'],
    ['{"a" 1}', "JSON is malformed: expected ':' (byte 5)"],
    ['{1:1}', 'JSON is malformed: object keys must be strings (byte 1)'],
    ['nulx', 'JSON is malformed: invalid character (byte 4)'],
    ['01', 'JSON is malformed: invalid number (byte 1)'],
    ['-', 'JSON is malformed: invalid number (byte 1)'],
    ['-x', 'JSON is malformed: invalid character (byte 1)'],
    ['1.e5', 'JSON is malformed: invalid number (byte 2)'],
    ['"\\x"', 'JSON is malformed: invalid escape character in string (byte 3)'],
    ['"\\u12g4"', 'JSON is malformed: invalid character in unicode escape (byte 6)'],
    ['"\\udc00"', 'JSON is malformed: invalid utf-16 surrogate pair (byte 7)'],
    ['"\\ud800\\n    "', 'JSON is malformed: unexpected end of escaped utf-16 surrogate pair (byte 7)'],
    ['"\u0001"', 'JSON is malformed: invalid character (byte 1)'],
    ['1 x', 'JSON is malformed: trailing characters (byte 3)'],
    ['\ufeff1', 'JSON is malformed: invalid character (byte 0)'],
  ])('tells of %j where it is wrong', (document, said) =>
    expect(told(ANY, document)).toBe(`DecodeError: ${said}`),
  );

  it('is worded otherwise in what is skipped', () => {
    const schema = schemaOf(record('A', []));
    expect(told(ref('A'), '{"x":"\\x"}', schema)).toContain('invalid escaped character (byte 7)');
    expect(told(ref('A'), '{"x":{1:2}}', schema)).toContain(`expected '"' (byte 6)`);
    expect(told(ref('A'), '{"x":nulx}', schema)).toContain('invalid character (byte 6)');
  });
});

describe('predict: values of JSON', () => {
  it('keeps integers of any size, up to the digits that Python reads', () => {
    expect(told(INT, '-0')).toBe('0');
    expect(told(ANY, '123456789012345678901234567890')).toBe('123456789012345678901234567890');
    expect(told(INT, `-${'9'.repeat(4299)}`)).toBe(`-${'9'.repeat(4299)}`);
    expect(told(INT, '9'.repeat(4301))).toBe('ValidationError: Integer value out of range');
    expect(told(INT, '1.0')).toBe('ValidationError: Expected `int`, got `float`');
    expect(told({ kind: 'int', le: '5' }, '9'.repeat(30))).toBe('ValidationError: Expected `int` <= 5');
  });

  it('reads a float, and refuses one that a double does not hold, whatever the type', () => {
    expect(told(FLOAT, '-0')).toBe('cb0000000000000000');
    expect(told(FLOAT, '-0.0')).toBe('cb8000000000000000');
    expect(told(FLOAT, '1e999')).toBe('ValidationError: Number out of range');
    expect(told(STR, '1e999')).toBe('ValidationError: Number out of range');
    expect(told({ kind: 'decimal' }, '1e999')).toBe(told({ kind: 'decimal' }, '"1e999"'));
  });

  it('reads bytes from base64, and judges their number first', () => {
    const bytes: Type = { kind: 'bytes', as: 'bytes', maxLength: 2 };
    expect(told(bytes, '"AB=="')).toBe('c40100');
    expect(told(bytes, '"AAAA"')).toBe('ValidationError: Expected `bytes` of length <= 2');
    expect(told(bytes, '"A==="')).toBe('ValidationError: Invalid base64 encoded string');
  });

  it('counts what is left of a set, and the items of a list at the end', () => {
    expect(told({ kind: 'set', frozen: false, item: INT, maxLength: 1 }, '[1,1]')).toBe('9101');
    expect(told({ kind: 'list', item: INT, maxLength: 1 }, '[1,null]')).toContain('at `$[1]`');
  });

  it('has lists where msgpack has tuples', () => {
    expect(told(setOf(ANY), '[[]]')).toBe('TypeError: null');
  });

  it('reads the keys of dicts from text', () => {
    expect(told(dictOf(INT, NIL), '{"1":null,"-2":null}')).toBe('8201c0fec0');
    expect(told(dictOf(INT, NIL), '{"1.5":null}')).toContain('Expected `int`, got `str` - at `key` in `$`');
    expect(told(dictOf(FLOAT, NIL), '{"-NaN":null}')).toBe('81cbfff8000000000000c0');
    expect(told(dictOf(STR, INT), '{"a":1,"\\u0061":2}')).toBe('81a16102');
  });

  it('judges UTF-8 only where a text is made of it', () => {
    const bad = Buffer.from('{"x":"\xff"}', 'latin1');
    const schema = schemaOf(record('A', []), record('B', [], { unknownFields: 'refused' }));
    expect(told(dictOf(STR, STR), bad)).toContain('UnicodeDecodeError');
    expect(told(ref('A'), bad, schema)).toBe('80');
    expect(told(ref('B'), Buffer.from('{"\xff":1}', 'latin1'), schema)).toContain('UnicodeDecodeError');
  });

  it('keeps raw values as they stand', () => {
    expect(told(listOf({ kind: 'raw' }), '[ {"a": 1} ]')).toBe(
      `91${Buffer.from('{"a": 1}').toString('hex')}`,
    );
  });
});

describe('predict: records of JSON', () => {
  const schema = schemaOf(
    record('Ping', [field('id', INT)], { tag: tagged('ping') }),
    record('Stop', [], { tag: tagged('stop'), unknownFields: 'refused' }),
    record('Move', [field('x', INT), field('y', INT, preset('00', 'int'))], {
      layout: 'array',
      tag: { value: { kind: 'int', value: '7' }, at: { kind: 'first-item' } },
      unknownFields: 'refused',
    }),
  );
  const messages = either(ref('Ping'), ref('Stop'));

  it('finds the tag wherever it stands', () => {
    expect(told(messages, '{"id":5,"type":"ping"}', schema)).toBe('82a474797065a470696e67a2696405');
    expect(told(messages, '{"a":[1,],"type":"ping"}', schema)).toContain('trailing comma');
    expect(told(messages, '{"type":"pong",', schema)).toBe(
      "ValidationError: Invalid value 'pong' - at `$.type`",
    );
    expect(told(messages, '{"type":1}', schema)).toBe('ValidationError: Expected `str` - at `$.type`');
    expect(told(messages, '{}', schema)).toBe('ValidationError: Object missing required field `type`');
  });

  it('words the lengths of arrays in its own way', () => {
    expect(told(ref('Move'), '[]', schema)).toContain('of at least length 2, got 0');
    expect(told(listOf(ref('Move')), '[[7]]', schema)).toContain('of at least length 2, got 1 - at `$[0]`');
    expect(told(ref('Move'), '[7.5,1]', schema)).toBe('ValidationError: Expected `int` - at `$[0]`');
    expect(predict(schema, listOf(ref('Move')), Buffer.from('[[7,1,2,3]]'), 'json')).toMatchObject({
      error: { message: 'Expected `array` of at most length 2', path: null },
    });
    expect(told({ kind: 'tuple', items: [INT] }, '[1,x')).toBe(
      'ValidationError: Expected `array` of length 1',
    );
  });
});

describe('predict: what msgspec itself cannot do', () => {
  it('takes nothing for a raw field that a typed dict requires', () => {
    const schema = schemaOf(record('D', [field('a', { kind: 'raw' })], { flavour: 'typed-dict' }));
    expect(told(ref('D'), '{"a":1}', schema)).toContain('Expected `raw`, got `int` - at `$.a`');
  });

  it('asks whether names that are not ASCII are found', () => {
    const schema = schemaOf(record('D', [field('é', INT)], { flavour: 'dataclass' }));
    expect(told(ref('D'), '{"é":1}', schema)).toContain('ask: whether the decoder finds a name');
    expect(told(ref('D'), '{"a":1}', schema)).toContain('missing required field `é`');
  });
});

describe('predict: versions', () => {
  it('loses 2^64 of some integers in the oldest', () => {
    expect(told(INT, '19446744073709551617', NONE, '0.18.6')).toBe('1000000000000000001');
    expect(told(INT, '-19446744073709551617', NONE, '0.18.6')).toBe('-1000000000000000001');
    expect(told(INT, '19446744073709551616', NONE, '0.18.6')).toBe('19446744073709551616');
    expect(told(INT, '19446744073709551617', NONE, '0.19.0')).toBe('19446744073709551617');
  });

  it('has another error for map keys that cannot be hashed', () => {
    const bytes = Buffer.from('818001', 'hex');
    expect(predict(NONE, ANY, bytes, 'msgpack', '0.21.1')).toMatchObject({ error: { kind: 'TypeError' } });
    expect(predict(NONE, ANY, bytes, 'msgpack', '0.22.0')).toMatchObject({ error: { kind: 'DecodeError' } });
  });
});

describe('predict: members of different kinds', () => {
  it('has records of both layouts in one union', () => {
    const schema = schemaOf(
      record('A', [field('a', INT)]),
      record('T', [field('a', INT)], { flavour: 'named-tuple', layout: 'array' }),
    );
    const type = either(ref('A'), ref('T'));
    expect(told(type, '{"a":1}', schema)).toBe('81a16101');
    expect(told(type, '[1]', schema)).toBe('9101');
  });
});
