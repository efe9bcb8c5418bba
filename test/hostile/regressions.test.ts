import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { parseBaseline } from '../../src/corpus/baseline.js';
import { frameValues } from '../../src/corpus/frameValues.js';
import { parseCase } from '../../src/corpus/parseCase.js';
import { shippedMarimoSchema } from '../../src/kernels/index.js';
import { importSchema } from '../../src/schema/index.js';
import { decode, encode, unpickled } from '../../src/wire/index.js';
import { leastCpu } from '../wire/leastCpu.js';

const MS_MAX = 200;

const head = {
  format: 'skewfuzz-case',
  version: 1,
  about: { headline: '', lines: [] },
  kernel: 'echo',
  schema: { protocol: 'p', release: 'r', fingerprint: '0'.repeat(64) },
  evidence: null,
};
const document = (more: object): string => JSON.stringify({ ...head, steps: [], ...more });
const quick = (run: () => unknown): number => leastCpu(run, MS_MAX / 2);

function packed(bytes: Uint8Array): object {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { length: bytes.length, sha256, deflate: deflateRawSync(bytes).toString('base64') };
}

const send = (bytes: unknown): object => ({
  kind: 'send',
  channel: 'control',
  sender: 0,
  shape: 's',
  tag: null,
  times: 1,
  bytes,
});

describe('a hostile case file', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['steps', document({ steps: Array.from({ length: 60_000 }, () => ({ kind: 'x' })) })],
    ['lines', document({ about: { headline: '', lines: Array.from({ length: 300_000 }, () => 1) } })],
  ];

  it.each(wrong)('is refused at the first of its many wrong %s', (_, text) => {
    expect(() => parseCase('x', text)).toThrow(expect.objectContaining({ kind: 'invalid' }));
    expect(quick(() => expect(() => parseCase('x', text)).toThrow())).toBeLessThan(MS_MAX);
  });

  it('is refused in few words, however many names it has', () => {
    const more = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, 1]));
    let text = '';
    try {
      parseCase('x', document(more));
    } catch (error) {
      text = String(error);
    }
    expect(text).toContain('characters');
    expect(text.length).toBeLessThan(1_000);
  });

  it('is refused when its steps are small in the file and large together', () => {
    const step = send(packed(Buffer.alloc(1_000_000)));
    const few = parseCase('x', document({ steps: [step] }));
    expect(few.case.steps).toHaveLength(1);
    const many = document({ steps: Array.from({ length: 100 }, () => step) });
    expect(() => parseCase('x', many)).toThrow(expect.objectContaining({ kind: 'hostile' }));
  });

  it('keeps frames as bytes when their values would be too many', () => {
    const frame = encode({ kind: 'array', items: Array.from({ length: 9 }, () => ({ kind: 'nil' })) });
    const valueOf = frameValues(25);
    expect([frame, frame, frame, Buffer.of(0xc0)].map((bytes) => valueOf(bytes).kind)).toEqual([
      'array',
      'array',
      'raw',
      'raw',
    ]);
  });
});

describe('a hostile baseline', () => {
  it('is refused at the first of its many wrong lines', () => {
    const known = Array.from({ length: 60_000 }, () => ({}));
    const text = JSON.stringify({ format: 'skewfuzz-baseline', version: 1, kernel: 'echo', known });
    expect(() => parseBaseline('x', 'echo', text)).toThrow('known[0].signature');
    expect(quick(() => expect(() => parseBaseline('x', 'echo', text)).toThrow())).toBeLessThan(MS_MAX);
  });
});

function pickle(middle: string): Uint8Array {
  return Buffer.from(`\x80\x04${middle}.`, 'latin1');
}

function arraysOfOne(count: number): Uint8Array {
  const start = Buffer.from([0xdd, 0, 0, 0, 0]);
  start.writeUInt32BE(count, 1);
  return Buffer.concat([start, Buffer.alloc(2 * count, Buffer.of(0x91, 0xc0))]);
}

describe('hostile bytes', () => {
  it('are too deep for a tree at a million levels', () => {
    const decoded = decode(Buffer.alloc(1_000_000, 0x91));
    expect(decoded).toMatchObject({ kind: 'malformed', error: { kind: 'too-deep' } });
  });

  it('are too many containers for the memory where every second byte is one', () => {
    expect(decode(arraysOfOne(400_000))).toMatchObject({ kind: 'malformed', error: { kind: 'too-many' } });
    expect(decode(arraysOfOne(300_000)).kind).toBe('value');
  });

  it('are more values than the caller has room for', () => {
    const bytes = Buffer.from('93c0c0c0', 'hex');
    expect(decode(bytes, { valuesMax: 4 }).kind).toBe('value');
    expect(decode(bytes, { valuesMax: 3 })).toMatchObject({ kind: 'malformed', error: { kind: 'too-many' } });
  });

  it('are no pickle of ours at a million values', () => {
    const schema = shippedMarimoSchema('0.19.0');
    for (const middle of [']'.repeat(1_000_000), `N${'\x85'.repeat(1_000_000)}`]) {
      expect(unpickled(schema, pickle(middle))).toMatchObject({
        kind: 'beyond',
        what: 'more than 200000 values',
      });
    }
    expect(unpickled(schema, pickle(`(${'N'.repeat(100_000)}t`)).kind).toBe('value');
  });
});

describe('a hostile JSON Schema', () => {
  const request = {
    protocol: 'p',
    channels: [{ name: 'control', direction: 'to-kernel', codec: 'json', type: '#' }],
  } as const;
  const numbers = Array.from({ length: 3_000 }, (_, at) => at);

  it('has a union of thousands of records, told apart in time in proportion', () => {
    const text = JSON.stringify({
      anyOf: numbers.map((at) => ({ $ref: `#/d/a${at}` })),
      d: Object.fromEntries(
        numbers.map((at) => [`a${at}`, { properties: { k: { const: at } }, required: ['k'] }]),
      ),
    });
    expect(Object.keys(importSchema(text, request).types)).toHaveLength(3_000);
    // The square of these is some ten seconds.
    expect(leastCpu(() => importSchema(text, request), 1_000)).toBeLessThan(2_000);
  });

  it('is refused with more properties than anybody writes', () => {
    const properties = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`p${at}`, {}]));
    expect(() => importSchema(JSON.stringify({ properties }), request)).toThrow(
      expect.objectContaining({ kind: 'too-large' }),
    );
  });
});
