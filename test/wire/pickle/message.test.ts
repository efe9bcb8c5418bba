import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { shippedMarimoSchema } from '../../../src/kernels/index.js';
import {
  array,
  bin,
  encode,
  equal,
  ext,
  int,
  map,
  nil,
  pickled,
  raw,
  record,
  text,
  unpickled,
  type WireValue,
} from '../../../src/wire/index.js';
import { anyWireValue } from '../anyWireValue.js';

const schema = shippedMarimoSchema('0.19.0');

function back(value: WireValue): WireValue | string {
  const read = unpickled(schema, pickled(schema, value));
  return read.kind === 'value' ? read.value : read.kind;
}

describe('pickled', () => {
  it('comes back as it was, but for what a pickle cannot say', () => {
    let whole = 0;
    fc.assert(
      fc.property(anyWireValue({ withExt: false }), (value) => {
        const read = back(value);
        if (typeof read === 'string') return;
        whole += 1;
        // Python's floats have 64 bits.
        if (
          !JSON.stringify(value, (_, each: unknown) =>
            typeof each === 'bigint' ? String(each) : each,
          ).includes('"width":32')
        )
          expect(equal(read, value)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(whole).toBeGreaterThan(100);
  });

  it('goes any depth', () => {
    let deep: WireValue = nil;
    for (let depth = 0; depth < 100_000; depth += 1) deep = array([deep]);
    expect(typeof back(deep)).not.toBe('string');
  });

  it('says what raw parts say, and extensions as bytes', () => {
    const read = back(array([raw(encode(text('x'))), ext(5, Uint8Array.of(1))]));
    expect(typeof read !== 'string' && equal(read, array([text('x'), bin(Uint8Array.of(1))]))).toBe(true);
  });

  it('is the same message in the wide form, in other bytes', () => {
    const message = record({ type: text('delete-cell'), cellId: text('a') });
    const wide = pickled(schema, message, { wide: true });
    expect(wide).not.toEqual(pickled(schema, message));
    const read = unpickled(schema, wide);
    expect(read.kind === 'value' && equal(read.value, message)).toBe(true);
  });

  it('is the class that stands for a tag, with the values in the order of its fields', () => {
    const frame = Buffer.from(
      pickled(
        schema,
        record({
          functionName: text('f'),
          type: text('invoke-function'),
          args: map([]),
          functionCallId: text('1'),
          namespace: text('n'),
        }),
      ),
    );
    const ending = Buffer.from('93288c01318c016e8c01667d74522e', 'hex');
    expect(frame.toString('latin1')).toContain('InvokeFunctionCommand');
    expect(frame.subarray(-ending.length)).toEqual(ending);
  });
});

describe('unpickled', () => {
  it('survives whatever bytes come', () => {
    const good = pickled(
      schema,
      record({
        type: text('execute-cells'),
        cellIds: array([text('a')]),
        codes: array([int(1)]),
        request: record({ url: map([]) }),
      }),
    );
    const altered = fc.tuple(fc.nat(good.length - 1), fc.nat(255), fc.boolean()).map(([at, byte, cut]) => {
      const bytes = Uint8Array.from(good);
      bytes[at] = byte;
      return cut ? bytes.subarray(0, at) : bytes;
    });
    const opcodes = fc
      .array(
        fc.constantFrom(...Buffer.from('()]}NKas.tuebR\x80\x81\x85\x86\x87\x88\x8c\x93\x94\x95', 'latin1')),
        { maxLength: 40 },
      )
      .map((bytes) => Uint8Array.from(bytes));
    fc.assert(
      fc.property(fc.oneof(altered, opcodes, fc.uint8Array({ maxLength: 64 })), (bytes) => {
        const read = unpickled(schema, bytes);
        if (read.kind === 'value') expect(read.end).toBeLessThanOrEqual(bytes.length);
        else expect(read.at).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 10_000 },
    );
  });

  it('takes no memory for a length that lies', () => {
    for (const lie of ['80048effffffffffffff7f', '800458ffffffff61', '800495ffffffffffffff7f4e2e'])
      expect(unpickled(schema, Buffer.from(lie, 'hex')).kind).toBe('refused');
  });
});
