import { describe, expect, it } from 'vitest';

import { isHarmless } from '../../src/arbitraries/index.js';
import { shippedMarimoSchema } from '../../src/kernels/index.js';
import {
  array,
  bin,
  bool,
  encode,
  int,
  map,
  nil,
  pickled,
  record,
  text,
  type WireValue,
} from '../../src/wire/index.js';

const schema = shippedMarimoSchema('0.23.2');

function because(frame: Uint8Array, channel = 'control'): string | null {
  const judged = isHarmless(schema, channel, frame);
  return judged.kind === 'harmless' ? null : judged.because;
}

function command(type: string, fields: Readonly<Record<string, WireValue>>): Uint8Array {
  return pickled(schema, record({ type: text(type), ...fields }));
}

function pickle(...parts: readonly (string | number)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part, 'latin1'))),
  );
}

const CLOSED = /is not of the closed list of what a pickle may hold/u;

describe('isHarmless, of a pickle', () => {
  it('lets a command through that is harmless in msgpack too', () => {
    expect(because(command('execute-scratchpad', { code: text('1') }))).toBe(null);
    expect(
      because(command('execute-cells', { cellIds: array([text('a')]), codes: array([text('x = 1')]) })),
    ).toBe(null);
  });

  it.each([
    ['GLOBAL', pickle('\x80\x02cos\nsystem\n', 'X\x02\0\0\0ls', '\x85R.')],
    ['STACK_GLOBAL', pickle('\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02ls\x85R.')],
    ['INST', pickle('(X\x02\0\0\0lsios\nsystem\n.')],
    ['OBJ', pickle('\x80\x04(\x8c\x02os\x8c\x06system\x93\x8c\x02lso.')],
    ['builtins.exec', pickle('\x80\x04\x8c\x08builtins\x8c\x04exec\x93\x8c\x011\x85R.')],
    ['msgspec.convert', pickle('\x80\x04\x8c\x07msgspec\x8c\x07convert\x93}\x85R.')],
    [
      'a class of marimo that is no command',
      pickle('\x80\x04\x8c\x18marimo._runtime.commands\x8c\x05uuid4\x93)R.'),
    ],
    ['a command of another module', pickle('\x80\x04\x8c\x02os\x8c\x13ExecuteCellsCommand\x93)R.')],
    ['a dotted name', pickle('\x80\x04\x8c\x18marimo._runtime.commands\x8c\x0emsgspec.Struct\x93)R.')],
    ['a persistent id', pickle('\x80\x04NQ.')],
    ['a memo', pickle('\x80\x04h\x00.')],
    [
      'BUILD on a command',
      pickle('\x80\x04\x8c\x18marimo._runtime.commands\x8c\x11ClearCacheCommand\x93)R}b.'),
    ],
    [
      'a command without a call',
      pickle('\x80\x04\x8c\x18marimo._runtime.commands\x8c\x11ClearCacheCommand\x93)\x81.'),
    ],
  ])('refuses %s', (_, frame) => {
    expect(because(frame)).toMatch(CLOSED);
  });

  it('refuses what would be run before the frame turns out to be broken', () => {
    expect(because(pickle('\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02ls\x85R'))).toMatch(CLOSED);
    expect(because(pickle('\x80\x04\x8c\x02os\x8c\x06system\x93'))).toMatch(CLOSED);
  });

  it('refuses code in whatever form it comes, for nothing refuses it there', () => {
    const harmful = 'import os';
    for (const code of [
      text(harmful),
      bin(Buffer.from(harmful)),
      array([text(harmful)]),
      record({ a: text(harmful) }),
    ]) {
      expect(because(command('execute-scratchpad', { code })), code.kind).not.toBe(null);
      expect(
        because(command('execute-cells', { cellIds: array([text('a')]), codes: array([code]) })),
      ).not.toBe(null);
      expect(because(command('execute-cells', { cellIds: array([text('a')]), codes: code }))).not.toBe(null);
    }
    expect(
      because(command('execute-scratchpad', { code: { kind: 'str', bytes: Buffer.of(0xed, 0xa0, 0x80) } })),
    ).not.toBe(null);
  });

  it('lets a number stand in for code, and not for a package', () => {
    for (const code of [nil, bool(true), int(5)])
      expect(because(command('execute-scratchpad', { code }))).toBe(null);
    const versions = map([[int(1), int(2)]]);
    expect(because(command('install-packages', { manager: text('pip'), versions }))).not.toBe(null);
  });

  it('judges a command on whatever channel it comes', () => {
    const frame = command('execute-scratchpad', { code: text('import os') });
    for (const channel of ['control', 'ui_element', 'completion', 'input'])
      expect(because(frame, channel)).not.toBe(null);
  });

  it('refuses the command that stops the kernel, and its class', () => {
    expect(because(command('stop-kernel', {}))).toMatch(/stops the kernel/u);
    expect(
      because(pickle('\x80\x04\x8c\x18marimo._runtime.commands\x8c\x11StopKernelCommand\x93)R')),
    ).toMatch(/stops/u);
  });

  it('lets through what Python certainly refuses, or takes for no command', () => {
    const frame = command('list-sql-tables', {
      requestId: text('a'),
      engine: text('x'),
      database: text(''),
      schema: text(''),
    });
    for (const at of [0, 1, 2, 11, 40, frame.length - 1])
      expect(because(frame.subarray(0, at)), String(at)).toBe(null);
    expect(because(Buffer.concat([frame, Buffer.from('cos\nsystem\n')]))).toBe(null);
    expect(because(encode(record({ type: text('list-sql-tables') })))).toBe(null);
    expect(because(command('no-such-command', { code: text('import os') }))).toBe(null);
    expect(because(pickled(schema, array([text('import os')])))).toBe(null);
  });
});
