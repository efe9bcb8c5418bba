import { describe, expect, it } from 'vitest';

import { frameReader, isUnchecked } from '../../src/model/index.js';
import { shippedMarimoSchema } from '../../src/kernels/index.js';
import { channelNamed } from '../../src/schema/index.js';
import {
  array,
  encode,
  equal,
  int,
  nil,
  pickled,
  record,
  text,
  type WireValue,
} from '../../src/wire/index.js';

const schema = shippedMarimoSchema('0.23.2');
const control = channelNamed(schema, 'control');
const read = frameReader(schema, control);

const FIELDS = { requestId: text('a'), engine: text('x'), database: text(''), schema: text('') };

function command(fields: Readonly<Record<string, WireValue>>, type = 'list-sql-tables'): Uint8Array {
  return pickled(schema, record({ type: text(type), ...fields }));
}

describe('a frame that is read with pickle.loads', () => {
  it('is the message by the names of the wire, with its defaults', () => {
    const { prediction, value } = read(command(FIELDS));
    expect(prediction.kind).toBe('value');
    const whole = record({ type: text('list-sql-tables'), ...FIELDS });
    expect(value !== null && equal(value, whole)).toBe(true);
  });

  it.each([
    ['a class that is not there', command(FIELDS, 'no-such'), 'AttributeError'],
    ['a field too many', command({ ...FIELDS, schemaPath: array([]), extra: nil }), 'TypeError'],
    ['a field too few', command({ requestId: text('a') }), 'TypeError'],
    ['a frame that is cut', command(FIELDS).subarray(0, -9), 'UnpicklingError'],
    ['an empty frame', new Uint8Array(), 'EOFError'],
    ['msgpack', encode(record({ type: text('list-sql-tables'), ...FIELDS })), 'UnpicklingError'],
    [
      'ill-formed text',
      command({ ...FIELDS, engine: { kind: 'str', bytes: Buffer.of(0xff) } }),
      'UnicodeDecodeError',
    ],
    ['a list for a key', pickled(schema, { kind: 'map', entries: [[array([]), nil]] }), 'TypeError'],
  ])('is refused where it is %s', (_, frame, kind) => {
    expect(read(frame).prediction).toMatchObject({ kind: 'refused', error: { kind } });
    expect(isUnchecked(schema, control, frame)).toBe(false);
  });

  it.each([
    ['of another type than its field', command({ ...FIELDS, engine: int(1) })],
    ['a dict in the place of an object', pickled(schema, record({ ...FIELDS }))],
    [
      'text with a surrogate',
      command({ ...FIELDS, engine: { kind: 'str', bytes: Buffer.of(0xed, 0xa0, 0x80) } }),
    ],
    ['no message at all', pickled(schema, nil)],
  ])('is up to the kernel where it is %s', (_, frame) => {
    expect(read(frame).prediction.kind).toBe('ask');
    expect(isUnchecked(schema, control, frame)).toBe(true);
  });

  it('is itself, whatever follows it', () => {
    const frame = Buffer.concat([command(FIELDS), Buffer.from('cos\nsystem\n')]);
    expect(read(frame).prediction.kind).toBe('value');
  });

  it('asks where an opcode is not of the closed list', () => {
    const { prediction } = read(Buffer.from('80024e71002e', 'hex'));
    expect(prediction.kind === 'ask' && prediction.because).toContain('the opcode 0x71');
  });
});
