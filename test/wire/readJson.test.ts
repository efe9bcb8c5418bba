import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson, type Json } from '../../src/wire/index.js';
import { leastCpu } from './leastCpu.js';
import { DEEP } from './nested.js';

const read = (text: string): ReturnType<typeof readJson> => readJson(Buffer.from(text));

function valueOf(text: string): Json {
  const reading = read(text);
  if (reading.kind === 'json') return reading.value;
  throw new Error(`${text.slice(0, 40)}: ${reading.text}`);
}

function fault(bytes: Uint8Array | string): string {
  const reading = readJson(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  return reading.kind === 'json' ? 'none' : `${reading.reason} at ${reading.at}`;
}

/** What JSON.parse would give, with one zero: only JSON.parse takes the integer -0 for a float. */
function plain(json: Json): unknown {
  switch (json.kind) {
    case 'nil':
      return null;
    case 'int':
      return Number(json.value);
    case 'float':
      return json.value + 0;
    case 'array':
      return json.items.map(plain);
    case 'object':
      return Object.fromEntries(json.entries.map(([name, value]) => [name, plain(value)]));
    case 'bool':
    case 'str':
      return json.value;
  }
}

const oneZero = (_name: string, value: unknown): unknown => (value === 0 ? 0 : value);

describe('readJson', () => {
  it('reads every kind, with space wherever it may stand', () => {
    const text = ' { "a" : [ null , true , false , "x" , 1 , -1.5e+3 ] , "b" : { } , "c":[ ] }\r\n\t';
    expect(valueOf(text)).toEqual({
      kind: 'object',
      entries: [
        [
          'a',
          {
            kind: 'array',
            items: [
              { kind: 'nil' },
              { kind: 'bool', value: true },
              { kind: 'bool', value: false },
              { kind: 'str', value: 'x' },
              { kind: 'int', value: 1n },
              { kind: 'float', value: -1500, source: '-1.5e+3' },
            ],
          },
        ],
        ['b', { kind: 'object', entries: [] }],
        ['c', { kind: 'array', items: [] }],
      ],
    });
  });

  it('loses no integer, and keeps the text of every other number', () => {
    for (const digits of ['0', '-0', '9007199254740993', '18446744073709551616', `-${'9'.repeat(5_000)}`]) {
      expect(valueOf(digits)).toEqual({ kind: 'int', value: BigInt(digits) });
    }
    for (const source of ['1.0', '-0.0', '1e2', '1E-400', '1e400', '0.1000000000000000055']) {
      expect(valueOf(source)).toEqual({ kind: 'float', value: Number(source), source });
    }
    expect(fault(`[${'1'.repeat(10_001)}]`)).toBe('too-long at 1');
  });

  it('keeps members in order, doubled ones and odd names too', () => {
    const json = valueOf('{"b":1,"a":2,"b":3,"__proto__":4,"1":5,"0":6,"":7}');
    expect(json.kind === 'object' && json.entries.map(([name]) => name)).toEqual([
      'b',
      'a',
      'b',
      '__proto__',
      '1',
      '0',
      '',
    ]);
  });

  it('reads every escape, short strings and long ones', () => {
    for (const pad of ['', 'x'.repeat(50)]) {
      const text = `"${pad}\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\uD83D\\ude00é😀\u{7f}\u{2028}${pad}"`;
      expect(valueOf(text)).toEqual({
        kind: 'str',
        value: `${pad}"\\/\b\f\n\r\tAé😀é😀\u{7f}\u{2028}${pad}`,
      });
    }
  });

  it('agrees with JSON.parse on all that JSON.stringify writes', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }),
        fc.constantFrom(undefined, 1),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          expect(plain(valueOf(text))).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('takes exactly what JSON.parse takes, but for lone surrogates', () => {
    const damaged = fc
      .tuple(
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom(...'{}[]",:\\ 01-+.eEtfnu\u0000\n/*'.split('')),
        fc.boolean(),
      )
      .map(([value, at, character, insert]) => {
        const text = JSON.stringify(value);
        const index = at % (text.length + 1);
        return text.slice(0, index) + character + text.slice(insert ? index : index + 1);
      });
    const soup = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"a"', ',', ':', '1', 'null', ' ', '-', '.5', 'e1'),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          damaged,
          soup.map((parts) => parts.join('')),
        ),
        (text) => {
          let parsed: { readonly value: unknown } | null = null;
          try {
            parsed = { value: JSON.parse(text, oneZero) };
          } catch {
            // JSON.parse tells by throwing.
          }
          const reading = read(text);
          if (reading.kind === 'malformed' && reading.reason === 'ill-formed-text') return;
          expect(reading.kind, text).toBe(parsed === null ? 'malformed' : 'json');
          if (reading.kind === 'json') expect(plain(reading.value)).toEqual(parsed?.value);
        },
      ),
      { numRuns: 20_000 },
    );
  });
});

describe('readJson, malformed bytes', () => {
  it('names what breaks the grammar, and the byte', () => {
    for (const [text, at] of [
      ['', 0],
      ['  ', 2],
      ['nul', 0],
      ['NaN', 0],
      ['Infinity', 0],
      ['-Infinity', 0],
      ['01', 1],
      ['1.', 1],
      ['.5', 0],
      ['+1', 0],
      ['-', 0],
      ['1e', 1],
      ['0x10', 1],
      ['[1,]', 3],
      ['[1 2]', 3],
      ['[', 1],
      ['[1', 2],
      ['{"a":1,}', 7],
      ['{a:1}', 1],
      ['{"a" 1}', 5],
      ['{"a":}', 5],
      ['{"a":1', 6],
      ['{1:2}', 1],
      ['{}x', 2],
      ['1 2', 2],
      ['"a', 2],
      ['"a\nb"', 2],
      [`"${'x'.repeat(40)}\u0001"`, 41],
      ['"\\x"', 1],
      ['"\\u12G4"', 1],
      ['"\\u12', 1],
      ["'a'", 0],
      ['\u{feff}1', 0],
      ['[1]/*c*/', 3],
      ['[1]]', 3],
      ['[1}', 2],
    ] as const) {
      expect(fault(text), JSON.stringify(text)).toBe(`syntax at ${at}`);
    }
  });

  it('takes no control character within a string, near or far', () => {
    for (let code = 0; code < 0x20; code += 1) {
      for (const before of [0, 1, 100]) {
        const text = `"${'x'.repeat(before)}${String.fromCharCode(code)}"`;
        expect(fault(text)).toBe(`syntax at ${before + 1}`);
      }
    }
  });

  it('counts bytes, not characters', () => {
    expect(fault('"é😀" x')).toBe('syntax at 9');
  });

  it('tells lone surrogates from other faults', () => {
    for (const text of [
      '"\\ud800"',
      '"\\udc00"',
      '"\\ud800\\ud800"',
      '"\\ud800x"',
      '"\\udc00\\ud800"',
      '"\\udc00\\udc00"',
      '"\\ud800\\n"',
    ]) {
      expect(fault(text), text).toBe('ill-formed-text at 1');
    }
    expect(fault('"\\ud83d\\ude00\\ud83d"')).toBe('ill-formed-text at 13');
  });

  it('finds the first byte that is no UTF-8', () => {
    for (const bad of ['ff', 'c080', 'eda080', 'e282', 'f09f98', '80']) {
      for (const before of ['', 'é', 'x'.repeat(1_000), '😀'.repeat(333)]) {
        for (const after of ['', 'a', 'x'.repeat(1_000)]) {
          const head = Buffer.from(`"${before}`);
          const bytes = Buffer.concat([head, Buffer.from(bad, 'hex'), Buffer.from(`${after}"`)]);
          expect(fault(bytes), `${bad} ${before.length} ${after.length}`).toBe(`utf-8 at ${head.length}`);
        }
      }
    }
  });

  it('takes less than 200 ms for a hostile megabyte, and any depth', () => {
    for (const pattern of [
      '[',
      '{"a":',
      '[0,',
      '[]',
      '"\\n',
      '\\',
      '\\u0041',
      '1',
      '{"":0,',
      '"",',
      ' ',
      '-1,',
      'é',
    ]) {
      const filling = Buffer.alloc(1_000_000, pattern);
      for (const text of [
        filling,
        Buffer.concat([Buffer.from('['), filling]),
        Buffer.concat([Buffer.from('"'), filling]),
      ]) {
        expect(
          leastCpu(() => readJson(text)),
          pattern,
        ).toBeLessThan(200);
      }
    }
    expect(valueOf('['.repeat(DEEP) + ']'.repeat(DEEP)).kind).toBe('array');
    expect(valueOf('{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)).kind).toBe('object');
  });

  it('gives a reading, with an offset within the bytes, for whatever it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const reading = readJson(bytes);
        if (reading.kind === 'json') return;
        expect(reading.at).toBeGreaterThanOrEqual(0);
        expect(reading.at).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 10_000 },
    );
  });
});
