import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schema } from '../../src/schema/index.js';
import {
  annotateFrame,
  array,
  encode,
  int,
  map,
  nil,
  pickledBytes,
  record,
  text,
  type AnnotatedFrame,
} from '../../src/wire/index.js';
import { annotateJson } from '../../src/wire/annotateJson.js';
import { annotatePickle } from '../../src/wire/pickle/annotatePickle.js';
import { shop } from '../../examples/shop.js';

/** The shop over another codec. */
function over(codec: 'json' | 'pickle'): Schema {
  const channels = shop.channels.map((channel) => ({
    ...channel,
    envelope: channel.envelope.map((frame) => ({ ...frame, codec })),
  }));
  return { ...shop, channels };
}

const rows = ({ notes }: AnnotatedFrame): readonly string[] =>
  notes.map(({ at, length, path, type, says, rule }) =>
    [at, length, path, type, says ?? '', rule ?? ''].join(' | '),
  );

const says = (bytes: Uint8Array, schema: Schema | null = shop, channel = 'control'): readonly string[] =>
  annotateFrame(schema, channel, bytes).notes.flatMap((note) => note.says ?? []);

describe('annotateFrame', () => {
  const order = record({ type: text('order'), items: array([text('tea')]), colour: nil });

  it('says which field each key is, and which no field at all', () => {
    expect(rows(annotateFrame(shop, 'control', encode(order)))).toEqual([
      '0 | 1 | $ | fixmap 3 | Order | ',
      '1 | 5 | $.type | fixstr | tag of Order | ',
      '6 | 6 | $.type | fixstr |  | ',
      '12 | 6 | $.items | fixstr | field items of Order | ',
      '18 | 1 | $.items | fixarray 1 | list | ',
      '19 | 4 | $.items[0] | fixstr |  | ',
      '23 | 7 | $.colour | fixstr | unknown field of Order | ',
      '30 | 1 | $.colour | nil |  | ',
    ]);
  });

  it('says nothing of what the schema does not know', () => {
    expect(says(encode(order), null)).toEqual([]);
    expect(says(encode(order), shop, 'input')).toEqual([]);
    expect(says(encode(record({ type: text('refund') })))).toEqual([]);
    expect(says(encode(map([[int(1), int(2)]])))).toEqual([]);
  });

  it('reads JSON, also where it is torn', () => {
    const json = Buffer.from('{"type": "cancel", "id": [1.5, nul');
    expect(rows(annotateFrame(over('json'), 'control', json))).toEqual([
      '0 | 1 | $ | object | Cancel | ',
      '1 | 8 | $.type | string | tag of Cancel | ',
      '9 | 10 | $.type | string |  | ',
      '19 | 6 | $.id | string | field id of Cancel | ',
      '25 | 1 | $.id | array |  | ',
      '26 | 5 | $.id[0] | number |  | ',
      '31 | 3 | $.id | syntax |  | a value was expected',
    ]);
  });

  it('reads the opcodes of a pickle, and never runs them', () => {
    const bytes = pickledBytes(Buffer.from('{}'));
    const { codec, notes } = annotateFrame(over('pickle'), 'control', bytes);
    expect(codec).toBe('pickle');
    expect(notes[0]).toMatchObject({ at: 0, length: 2, type: 'PROTO' });
    expect(notes.at(-1)).toMatchObject({ type: 'STOP', length: 1 });
    expect(notes.map(({ text: shown }) => shown)).toContain('"{}"');
    expect(annotatePickle(bytes.subarray(0, -1)).notes.at(-1)?.rule).toBe('a pickle ends with STOP');
    expect(annotatePickle(Buffer.from('8c')).notes.at(-1)?.rule).toBe('0x38 is no opcode of pickle');
    expect(annotatePickle(Uint8Array.of(0x8c, 9, 1)).notes.at(-1)?.rule).toMatch(
      /SHORT_BINUNICODE needs more/,
    );
  });

  it.each([
    ['JSON', annotateJson, fc.json().map((source) => Buffer.from(source))],
    ['torn JSON', annotateJson, fc.json().map((source) => Buffer.from(source.slice(0, -1)))],
    ['anything as JSON', annotateJson, fc.uint8Array()],
    ['anything as a pickle', annotatePickle, fc.uint8Array()],
  ] as const)('leaves no byte of %s out and goes over none twice', (_name, annotated, arbitrary) => {
    fc.assert(
      fc.property(arbitrary as fc.Arbitrary<Uint8Array>, (bytes) => {
        const { notes, left } = annotated(bytes, 1_000_000);
        let at = 0;
        for (const note of notes) {
          expect(note.at).toBe(at);
          at += note.length;
        }
        expect(at + left).toBe(bytes.length);
      }),
    );
  });
});
