import { describe, expect, it } from 'vitest';

import { ModelError, predict, type Prediction } from '../../src/model/index.js';
import type { Schema, Type } from '../../src/schema/index.js';
import { encode } from '../../src/wire/index.js';
import {
  ANY,
  FLOAT,
  INT,
  NIL,
  STR,
  dictOf,
  either,
  field,
  listOf,
  preset,
  record,
  ref,
} from './smallSchema.js';
import { schemaOf, setOf, tagged } from './smallSchema.js';

const NONE = schemaOf();

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

/** A text as msgpack. */
function hexOf(text: string): string {
  return Buffer.from(encode({ kind: 'str', bytes: Buffer.from(text) })).toString('hex');
}

/** An array within an array, so many times, around nil. */
function nested(depth: number): Uint8Array {
  return new Uint8Array(depth + 1).fill(0x91, 0, depth).fill(0xc0, depth);
}

function said(prediction: Prediction): string {
  switch (prediction.kind) {
    case 'value':
      return Buffer.from(encode(prediction.value)).toString('hex');
    case 'refused':
      return `${prediction.error.kind}: ${prediction.error.message}`;
    case 'ask':
      return `ask: ${prediction.because}`;
  }
}

function told(type: Type, hex: string, schema: Schema = NONE): string {
  return said(predict(schema, type, bytesOf(hex)));
}

function refusalOf(type: Type, hex: string, schema: Schema = NONE): readonly (string | null)[] {
  const prediction = predict(schema, type, bytesOf(hex));
  return prediction.kind === 'refused'
    ? [prediction.error.message, prediction.error.path]
    : [prediction.kind];
}

describe('predict: the order of evaluation', () => {
  it('judges an array and a map at the header, before what is in them', () => {
    expect(told(INT, '91')).toBe('ValidationError: Expected `int`, got `array`');
    expect(told(INT, 'df ffffffff')).toBe('ValidationError: Expected `int`, got `object`');
  });

  it('wants a text to be there before it is judged', () => {
    expect(told(INT, 'a3 6162')).toBe('DecodeError: Input data was truncated');
    expect(told(INT, 'a3 616263')).toBe('ValidationError: Expected `int`, got `str`');
  });

  it('judges the length of bytes before they must be there', () => {
    const type: Type = { kind: 'bytes', as: 'bytes', maxLength: 2 };
    expect(told(type, 'c4 03')).toBe('ValidationError: Expected `bytes` of length <= 2');
    expect(told(type, 'c4 02')).toBe('DecodeError: Input data was truncated');
  });

  it('counts the items of a set as they stand on the wire', () => {
    const type: Type = { kind: 'set', frozen: false, item: INT, maxLength: 1 };
    expect(told(type, '92 01 01')).toBe('ValidationError: Expected `array` of length <= 1');
  });

  it('tells the first of two errors', () => {
    expect(told(listOf(INT), '92 a161 c1')).toBe('ValidationError: Expected `int`, got `str` - at `$[0]`');
    expect(told(listOf(INT), '92 c1 a161')).toContain("invalid opcode '\\xc1' (byte 1)");
  });

  it('looks at what follows the value last', () => {
    expect(told(INT, 'c0 00')).toBe('ValidationError: Expected `int`, got `None`');
    expect(told(INT, '01 00')).toContain('trailing characters (byte 1)');
  });

  it('finds a missing field only after the last entry', () => {
    const schema = schemaOf(record('A', [field('a', INT), field('b', INT)]));
    expect(told(ref('A'), '82 a162 c0 a161 01', schema)).toBe(
      'ValidationError: Expected `int`, got `None` - at `$.b`',
    );
    expect(told(ref('A'), '81 a162 01', schema)).toBe('ValidationError: Object missing required field `a`');
  });

  it('leaves an unhashable key until its value was read', () => {
    expect(told(dictOf(ANY, INT), '81 80 01')).toContain('map keys must be hashable (byte 3)');
    expect(told(dictOf(ANY, INT), '81 80 c0')).toBe(
      'ValidationError: Expected `int`, got `None` - at `$[...]`',
    );
  });
});

describe('predict: values', () => {
  it('writes an integer of a float field as a float', () => {
    expect(told(FLOAT, '03')).toBe('cb4008000000000000');
    expect(told(FLOAT, 'cf ffffffffffffffff')).toBe('cb43f0000000000000');
  });

  it('keeps the payload of a NaN, and widens a float', () => {
    expect(told(FLOAT, 'cb 7ff0000000000001')).toBe('cb7ff0000000000001');
    expect(told(FLOAT, 'ca 7f800001')).toBe('cb7ff8000020000000');
    expect(told(FLOAT, 'ca 3fc00000')).toBe('cb3ff8000000000000');
  });

  it('keeps the first of equal keys in its place, with the last value', () => {
    expect(told(dictOf(ANY, INT), '83 01 01 a161 02 cb3ff0000000000000 03')).toBe('820103a16102');
  });

  it('keeps one of equal items of a set, and does not guess the order of two', () => {
    expect(told(setOf(ANY), '92 01 c3')).toBe('9101');
    expect(told(setOf(ANY), '92 01 02')).toContain('ask: the order of a set');
  });

  it('keeps raw bytes as they are, ill-formed text included', () => {
    expect(told(listOf({ kind: 'raw' }), '92 a1ff 01')).toBe('92a1ff01');
  });

  it('turns an aware text into a timestamp, and a naive one into text', () => {
    const type: Type = { kind: 'datetime', zone: 'any' };
    expect(told(type, hexOf('1970-01-01T01:00:01+01:00'))).toBe('d6ff00000001');
    expect(told(type, hexOf('1970-01-01 00:00:01.5'))).toBe(hexOf('1970-01-01T00:00:01.500000'));
    expect(told(type, hexOf('0001-01-01T00:00:00+01:00'))).toContain('ask');
  });
});

describe('predict: records', () => {
  const clock = { kind: 'factory', name: 'time.time', fixed: false, msgpack: null } as const;
  const schema = schemaOf(
    record('Ping', [field('id', INT), field('note', STR, preset('a0', 'str'))], { tag: tagged('ping') }),
    record('Stop', [], { tag: tagged('stop'), unknownFields: 'refused' }),
    record('Late', [field('at', FLOAT, clock), field('gone', INT, { kind: 'unset' })]),
    record('Sparse', [field('n', INT, preset('07', 'int')), field('big', INT, preset('cd0fff', 'int'))], {
      omitDefaults: true,
    }),
    record('Row', [field('a', INT), field('b', STR, preset('a178', 'str'))], { layout: 'array' }),
    record('Dict', [field('a', INT), field('b', INT, { kind: 'unset' })], { flavour: 'typed-dict' }),
    record('Guarded', [field('a', INT)], { postInit: true }),
  );
  const messages = either(ref('Ping'), ref('Stop'));

  it('puts the tag first, fills in defaults and leaves out what is unknown', () => {
    expect(told(messages, '83 a474797065 a470696e67 a178 c0 a26964 05', schema)).toBe(
      '83a474797065a470696e67a2696405a46e6f7465a0',
    );
  });

  it('finds a tag that does not stand first', () => {
    expect(told(messages, '82 a26964 05 a474797065 a470696e67', schema)).toBe(
      '83a474797065a470696e67a2696405a46e6f7465a0',
    );
  });

  it('stops at a tag that is none, without reading on', () => {
    expect(told(messages, '83 a474797065 a16e c1', schema)).toBe(
      "ValidationError: Invalid value 'n' - at `$.type`",
    );
    expect(told(messages, '80', schema)).toBe('ValidationError: Object missing required field `type`');
    expect(told(messages, '81 a474797065 c0', schema)).toBe(
      'ValidationError: Expected `str`, got `null` - at `$.type`',
    );
  });

  it('refuses unknown fields only where the record does', () => {
    expect(told(messages, '82 a474797065 a473746f70 a178 c0', schema)).toBe(
      'ValidationError: Object contains unknown field `x`',
    );
  });

  it('judges each of doubled fields and keeps the last', () => {
    expect(told(ref('Ping'), '82 a26964 01 a26964 02', schema)).toContain('a2696402');
    expect(told(ref('Ping'), '82 a26964 c0 a26964 02', schema)).toContain('at `$.id`');
  });

  it('names the fields that are made anew, and leaves out those that stay unset', () => {
    expect(predict(schema, ref('Late'), bytesOf('80'))).toMatchObject({ kind: 'value', fresh: ['$.at'] });
    expect(told(ref('Late'), '80', schema)).toBe('81a26174c0');
    expect(predict(schema, listOf(ref('Late')), bytesOf('91 80'))).toMatchObject({ fresh: ['$[0].at'] });
  });

  it('leaves out a default only when it is the same object', () => {
    expect(told(ref('Sparse'), '82 a16e 07 a3626967 cd0fff', schema)).toBe('81a3626967cd0fff');
    expect(told(ref('Sparse'), '80', schema)).toBe('80');
    expect(told(ref('Sparse'), '81 a16e cd0200', schema)).toBe('81a16ecd0200');
  });

  it('keeps a typed dict in the order of the wire', () => {
    expect(told(ref('Dict'), '82 a162 01 a161 02', schema)).toBe('82a16201a16102');
  });

  it('reads a record in array layout by position, and skips what is beyond', () => {
    expect(told(ref('Row'), '91 01', schema)).toBe('9201a178');
    expect(told(ref('Row'), '93 01 a179 c0', schema)).toBe('9201a179');
    expect(told(ref('Row'), '90', schema)).toBe(
      'ValidationError: Expected `array` of at least length 1, got 0',
    );
  });

  it('asks where code runs, but tells an error that comes before', () => {
    expect(told(ref('Guarded'), '81 a161 01', schema)).toContain('ask: code of Guarded');
    expect(told(ref('Guarded'), '80', schema)).toContain('missing required field `a`');
  });

  it('throws for a reference to nothing', () => {
    expect(() => predict(schema, ref('Nobody'), bytesOf('80'))).toThrow('Nobody');
  });

  it('throws for a type that no reader of snapshots lets through', () => {
    expect(() => predict(schema, either(either(INT, NIL), STR), bytesOf('c0'))).toThrow(ModelError);
  });
});

describe('predict: what is not certain', () => {
  it('does not hide an error behind a value that cannot be known', () => {
    expect(told(listOf(setOf(ANY)), '92 92 01 02 c0')).toBe(
      'ValidationError: Expected `array`, got `None` - at `$[1]`',
    );
  });

  it('does not tell an error behind a place where another one may come first', () => {
    const word: Type = { kind: 'str', pattern: '^a' };
    expect(told(listOf(word), '92 a161 c0')).toContain('ask: a pattern');
    expect(told(listOf(word), '92 c0 a161')).toContain('Expected `str`, got `None`');
  });

  it('has no text for errors that Python words itself', () => {
    expect(predict(NONE, setOf(ANY), bytesOf('91 80'))).toEqual({
      kind: 'refused',
      error: { kind: 'TypeError', message: null, path: null },
    });
  });

  it('has no text where the repr of a value depends on the version of Python', () => {
    const color: Type = { kind: 'literal', values: [{ kind: 'str', value: 'red' }] };
    expect(told(color, 'a2 c3a9')).toBe("ValidationError: Invalid enum value 'é'");
    expect(predict(NONE, listOf(color), bytesOf('91 a4f09fab8e'))).toMatchObject({
      error: { kind: 'ValidationError', message: null, path: '$[0]' },
    });
  });
});

describe('predict: paths', () => {
  it('is null at the root', () => {
    expect(refusalOf(INT, 'c0')).toEqual(['Expected `int`, got `None`', null]);
  });

  it('splits at a key, innermost first', () => {
    const pair: Type = { kind: 'tuple', items: [INT, INT] };
    expect(refusalOf(listOf(dictOf(pair, NIL)), '91 81 92 01 c0 c0')).toEqual([
      'Expected `int`, got `None` - at `key[1]` in `$[0]`',
      'key[1] in $[0]',
    ]);
  });

  it('splits again at a key within a key', () => {
    const inner: Type = { kind: 'tuple', items: [dictOf(INT, NIL)] };
    expect(refusalOf(dictOf(inner, NIL), '81 91 81 c0 c0 c0')).toEqual([
      'Expected `int`, got `None` - at `key` in `key[0]` in `$`',
      'key in key[0] in $',
    ]);
  });

  it('names a field as it stands on the wire', () => {
    const schema = schemaOf(record('A', [field('a.b', INT)]));
    expect(refusalOf(dictOf(STR, ref('A')), '81 a178 81 a3612e62 c0', schema)).toEqual([
      'Expected `int`, got `None` - at `$[...].a.b`',
      '$[...].a.b',
    ]);
  });
});

describe('predict: hostile bytes', () => {
  it('asks beyond a depth, whether it reads or skips', () => {
    const schema = schemaOf(record('A', []));
    const skipped = Uint8Array.from([0x81, 0xa1, 0x78, ...nested(100_000)]);
    expect(said(predict(NONE, ANY, nested(100_000)))).toContain('ask: nested more than 400 deep');
    expect(said(predict(schema, ref('A'), skipped))).toContain('ask: nested more than 400 deep');
    expect(said(predict(NONE, ANY, nested(400)))).toBe(Buffer.from(nested(400)).toString('hex'));
  });

  it('does not believe a length', () => {
    for (const hex of ['', 'db ffffffff', 'c6 ffffffff', 'c9 ffffffff 01', 'dd ffffffff', 'df ffffffff']) {
      expect(told(ANY, hex), hex).toBe('DecodeError: Input data was truncated');
    }
  });
});
