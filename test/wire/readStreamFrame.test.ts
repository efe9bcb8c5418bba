import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bin, decode, encode, nil, readStreamFrame, str, type StreamReading } from '../../src/wire/index.js';
import { hostileBytes } from './hostileBytes.js';
import { leastCpu } from './leastCpu.js';

const frame = (json: string): Uint8Array => encode(bin(Buffer.from(json)));
const read = (json: string): StreamReading => readStreamFrame(frame(json));
const echo = (payload: string): string => `{"op":"echo","channel":"control","seq":3,"payload":"${payload}"}`;
/** The same document, written so that only the general reader takes it. */
const general = (json: string): StreamReading => read(` ${json}`);

describe('readStreamFrame', () => {
  it('reads an echo', () => {
    const expected = { kind: 'echo', channel: 'control', seq: 3, payload: Buffer.from('abc') };
    expect(read(echo('YWJj'))).toEqual(expected);
    expect(general(echo('YWJj'))).toEqual(expected);
    expect(
      read('{ "payload": "YWJj", "more": [1, {}], "seq": 3,\n"op": "\\u0065cho", "channel": "control" }'),
    ).toEqual(expected);
    expect(read(echo(''))).toMatchObject({ kind: 'echo', payload: Buffer.alloc(0) });
  });

  it('reads an echo whose value could not be encoded again', () => {
    expect(
      read(
        '{"op":"echo","channel":"input","seq":0,"payload":null,"error":{"kind":"E","message":"m","path":null}}',
      ),
    ).toEqual({
      kind: 'echo',
      channel: 'input',
      seq: 0,
      payload: null,
      error: { kind: 'E', message: 'm', path: null },
    });
  });

  it('reads a decode-error', () => {
    const error = '{"kind":"ValidationError","message":"m","path":"$.a[0]"}';
    expect(read(`{"op":"decode-error","channel":"control","seq":1,"error":${error}}`)).toEqual({
      kind: 'decode-error',
      channel: 'control',
      seq: 1,
      error: { kind: 'ValidationError', message: 'm', path: '$.a[0]' },
    });
    expect(
      read('{"op":"decode-error","channel":"c","seq":1,"error":{"kind":"E","message":"m"}}'),
    ).toMatchObject({
      error: { path: null },
    });
  });

  it('reads any other notification as its JSON', () => {
    expect(read('{"op":"alert","n":1}')).toEqual({
      kind: 'notification',
      op: 'alert',
      json: {
        kind: 'object',
        entries: [
          ['op', { kind: 'str', value: 'alert' }],
          ['n', { kind: 'int', value: 1n }],
        ],
      },
    });
    expect(read('{}')).toMatchObject({ kind: 'notification', op: null });
    expect(read('{"op":1}')).toMatchObject({ kind: 'notification', op: null });
  });

  it('gives the same reading again for the same bytes', () => {
    const bytes = frame(echo('YWJj'));
    expect(readStreamFrame(bytes)).toBe(readStreamFrame(bytes));
    expect(readStreamFrame(Uint8Array.from(bytes))).not.toBe(readStreamFrame(bytes));
  });

  it('takes a bin with any header', () => {
    const json = Buffer.from(echo('YWJj'));
    expect(readStreamFrame(encode(bin(json, { header: 'bin32' })))).toMatchObject({ kind: 'echo' });
  });
});

describe('readStreamFrame, bad frames', () => {
  it('tells what is no bin of JSON, and the byte', () => {
    for (const [bytes, because, at] of [
      [new Uint8Array(0), 'a value', 0],
      [encode(nil), 'a msgpack bin was expected, nil came', 0],
      [encode(str(Buffer.from('{}'))), 'a msgpack bin was expected, str came', 0],
      [frame('{}').subarray(0, 3), 'a bin of 2 bytes, of which 1 are there', 0],
      [Buffer.concat([frame('{}'), frame('{}')]), 'more bytes follow', 4],
      [frame(''), 'a value was expected', 2],
      [frame('[]'), 'a JSON object was expected, array came', 2],
      [frame('{"op":NaN}'), 'a value was expected', 8],
      [frame('{}{}'), 'more follows after the value', 4],
      [frame('{"op":"\\ud800"}'), 'lone surrogate', 9],
      [encode(bin(Buffer.from('7b22ff223a317d', 'hex'))), 'no UTF-8', 4],
      [frame(`{"op":"x","long":"${'y'.repeat(300)}",}`), 'a name in quotes', 3 + 320],
    ] as const) {
      const reading = readStreamFrame(bytes);
      expect(reading).toMatchObject({ kind: 'bad-frame', at });
      expect(reading.kind === 'bad-frame' && reading.because).toContain(because);
    }
  });

  it('takes no echo that breaks the contract', () => {
    for (const json of [
      '{"op":"echo"}',
      '{"op":"echo","channel":1,"seq":3,"payload":""}',
      '{"op":"echo","channel":"c","seq":-1,"payload":""}',
      '{"op":"echo","channel":"c","seq":1.0,"payload":""}',
      '{"op":"echo","channel":"c","seq":9007199254740992,"payload":""}',
      '{"op":"echo","channel":"c","seq":"1","payload":""}',
      '{"op":"echo","channel":"c","seq":1}',
      '{"op":"echo","channel":"c","seq":1,"payload":null}',
      '{"op":"echo","channel":"c","seq":1,"payload":null,"error":null}',
      '{"op":"echo","channel":"c","seq":1,"payload":1}',
      '{"op":"echo","channel":"c","seq":1,"seq":1,"payload":""}',
      '{"op":"decode-error","channel":"c","seq":1}',
      '{"op":"decode-error","channel":"c","seq":1,"error":"E"}',
      '{"op":"decode-error","channel":"c","seq":1,"error":{"kind":"E"}}',
      '{"op":"decode-error","channel":"c","seq":1,"error":{"kind":"E","message":1}}',
      '{"op":"decode-error","channel":"c","seq":1,"error":{"kind":"E","message":"m","path":1}}',
    ]) {
      expect(read(json), json).toMatchObject({ kind: 'bad-frame', at: 2 });
    }
  });

  it('takes base64 in its canonical form alone', () => {
    for (const payload of [
      'A',
      'AA',
      'AA=',
      'AA===',
      'AB==',
      'AAA',
      'YW Jj',
      'YWJj\\n',
      'YWJ-',
      'YWJ_',
      '=',
      'YWJj=',
      'é',
    ]) {
      expect(read(echo(payload)), payload).toMatchObject({ kind: 'bad-frame' });
      expect(general(echo(payload)), payload).toMatchObject({ kind: 'bad-frame' });
    }
  });
});

describe('readStreamFrame, the quick way', () => {
  it('reads nothing otherwise than the general way', () => {
    const parts = [
      '{"op":"echo","channel":"',
      'control',
      'a\\"b',
      '',
      '","seq":',
      '0',
      '12',
      '012',
      '-1',
      '1.5',
      ',"payload":"',
      'YWJj',
      'YW',
      '"}',
      '"',
      '}',
      ',"x":1}',
      ' ',
    ];
    const near = fc.oneof(
      fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((each) => each.join('')),
      fc
        .tuple(fc.nat(), fc.constantFrom('', '"', '\\', '}', 'A', '=', '1', '\u0001', 'é', ','), fc.boolean())
        .map(([at, character, insert]) => {
          const json = echo('YWJjZGVm');
          const index = at % (json.length + 1);
          return json.slice(0, index) + character + json.slice(insert ? index : index + 1);
        }),
      fc.constant('{"op":"echo","channel":"a","seq":1,"payload":"}'),
    );
    fc.assert(
      fc.property(near, (json) => {
        const [quick, slow] = [read(json), general(json)];
        expect(quick.kind).toBe(slow.kind);
        if (quick.kind !== 'bad-frame') expect(quick).toEqual(slow);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('readStreamFrame, hostile frames', () => {
  it('gives a reading for whatever it is given', () => {
    fc.assert(
      fc.property(hostileBytes, (bytes) => {
        const reading = readStreamFrame(bytes);
        if (decode(bytes).kind === 'malformed') expect(reading.kind).toBe('bad-frame');
      }),
      { numRuns: 10_000 },
    );
  });

  it('takes a payload of 14 MB in native strides', () => {
    const payload = Buffer.alloc(10_500_000, 7).toString('base64');
    for (const json of [echo(payload), ` ${echo(payload)}`]) {
      const bytes = frame(json);
      expect(leastCpu(() => readStreamFrame(bytes.subarray(0)))).toBeLessThan(500);
    }
  });
});
