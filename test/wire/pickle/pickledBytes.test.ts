import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pickledBytes, readPickledBytes, readStreamFrame } from '../../../src/wire/index.js';

const HELLO = Buffer.from('hello');
/** As Python 3.11 writes `pickle.dumps(b"hello")`. */
const PICKLED = Buffer.from('80049509000000000000004305' + HELLO.toString('hex') + '942e', 'hex');

describe('readPickledBytes', () => {
  it('reads what Python writes for a byte string, short, long, with and without a frame and a memo', () => {
    for (const [pickle, start] of [
      [PICKLED, 13],
      [Buffer.concat([Buffer.of(0x80, 5), PICKLED.subarray(2)]), 13],
      [Buffer.concat([Buffer.of(0x80, 4, 0x43, 5), HELLO, Buffer.of(0x94, 0x2e)]), 4],
      [Buffer.concat([Buffer.of(0x80, 4, 0x42, 5, 0, 0, 0), HELLO, Buffer.of(0x2e)]), 7],
      [Buffer.concat([Buffer.of(0x80, 4, 0x8e, 5, 0, 0, 0, 0, 0, 0, 0), HELLO, Buffer.of(0x2e)]), 11],
    ] as const) {
      const read = readPickledBytes(pickle);
      expect(read).toMatchObject({ kind: 'bytes', start });
      expect(read.kind === 'bytes' && Buffer.from(read.bytes).toString()).toBe('hello');
    }
  });

  it.each([
    ['', 'proto was expected, got the end', 0],
    ['c4', 'got the opcode 0xc4', 0],
    ['80', 'protocol 4 or 5 was expected, got undefined', 1],
    ['8003', 'protocol 4 or 5 was expected, got 3', 1],
    ['8004', 'a byte string was expected, got the end', 2],
    ['80044e2e', 'a byte string was expected, got the opcode none (0x4e)', 2],
    ['8004636f730a73797374656d0a2e', 'a byte string was expected, got the opcode 0x63', 2],
    ['80048c026f738c0673797374656d932e', 'got the opcode shortBinUnicode (0x8c)', 2],
    ['800443056162632e', '5 bytes were announced, 4 follow', 2],
    ['800442ffffffff612e', '4294967295 bytes were announced, 2 follow', 2],
    ['80048effffffffffffffff2e', 'bytes were announced, 1 follow', 2],
    ['8004420500', 'it ends within a length', 5],
    ['800495ff', 'it ends within the length of a frame', 4],
    ['800443016194', 'stop was expected, got the end', 6],
    ['80044301618593522e', 'stop was expected, got the opcode tuple1 (0x85)', 5],
    ['80044301612e00', 'more bytes follow after stop', 6],
    ['80049505000000000000004301612e', 'the frame ends at byte 16, the pickle at 15', 3],
    ['80049503000000000000004301612e', 'the frame ends at byte 14, the pickle at 15', 3],
  ])('refuses %s and says what came where', (hex, because, at) => {
    const read = readPickledBytes(Buffer.from(hex, 'hex'));
    expect(read).toMatchObject({ kind: 'malformed', at });
    expect(read.kind === 'malformed' && read.because).toContain(because);
  });

  it('takes every byte string back that is written, of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 3 }), (unit, times) => {
        const bytes = Buffer.concat(Array.from({ length: 1 + times * 250 }, () => unit));
        const read = readPickledBytes(pickledBytes(bytes));
        expect(read.kind === 'bytes' && Buffer.compare(read.bytes, bytes)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('survives whatever bytes come, and gives nothing that is not within them', () => {
    const near = fc
      .tuple(fc.uint8Array({ maxLength: 30 }), fc.nat(40), fc.nat(255))
      .map(([bytes, at, byte]) => {
        const pickle = pickledBytes(bytes);
        pickle[at % pickle.length] = byte;
        return pickle;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), near), (bytes) => {
        const read = readPickledBytes(bytes);
        if (read.kind === 'bytes') expect(read.start + read.bytes.length).toBeLessThan(bytes.length);
        else expect(read.at).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('readStreamFrame, of an old release', () => {
  it('reads the JSON in a pickle', () => {
    expect(readStreamFrame(pickledBytes(Buffer.from('{"op":"reload"}')))).toMatchObject({
      kind: 'notification',
      op: 'reload',
    });
  });

  it('tells the byte of the frame where the JSON breaks', () => {
    expect(readStreamFrame(pickledBytes(Buffer.from('{"op":}')))).toMatchObject({
      kind: 'bad-frame',
      at: 19,
    });
  });

  it('refuses a pickle that holds anything else', () => {
    const global = Buffer.from('8004636f730a73797374656d0a2e', 'hex');
    expect(readStreamFrame(global)).toMatchObject({ kind: 'bad-frame', at: 2 });
  });
});
