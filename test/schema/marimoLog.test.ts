import { describe, expect, it } from 'vitest';

import { MARIMO_LOG, refusalIn } from '../../src/schema/index.js';

const RECORD = [
  "[W 261120 10:15:51 queue_proxy:103] Unexpected error in ZeroMQ receiver thread: MessagePack data is malformed: invalid opcode '\\xc1' (byte 0)",
  '    Traceback (most recent call last):',
  '      File "/home/me/marimo/_ipc/queue_proxy.py", line 96, in receive_loop',
  '        ch.queue.put(ch.decoder.decode(msg))',
  '                     ^^^^^^^^^^^^^^^^^^^^^^',
  "    msgspec.DecodeError: MessagePack data is malformed: invalid opcode '\\xc1' (byte 0)",
];

describe('refusalIn', () => {
  it('finds one refusal in the record of one refused frame, with its message', () => {
    expect(RECORD.map(refusalIn).filter((refusal) => refusal !== null)).toEqual([
      { message: "MessagePack data is malformed: invalid opcode '\\xc1' (byte 0)" },
    ]);
  });

  it('takes a message that is empty', () => {
    const line = '[W 261120 10:15:51 queue_proxy:103] Unexpected error in ZeroMQ receiver thread: ';
    expect(refusalIn(line)).toEqual({ message: '' });
  });

  it.each([
    '[W 261120 10:15:51 runtime:2283] Function call not found (pid=1)',
    '[E 261120 10:15:51 kernel_lifecycle:267] Failed to handle control request: SetBreakpointsCommand',
    'Unexpected error in ZeroMQ receiver thread: told by somebody else',
    '[W 261120 10:15:51 notebook:1] Unexpected error in ZeroMQ receiver thread: told by a cell',
    '',
  ])('finds none in %j', (line) => {
    expect(refusalIn(line)).toBeNull();
  });
});

describe('MARIMO_LOG', () => {
  it.each([
    ['    msgspec.DecodeError: Input data was truncated', 'DecodeError', 'Input data was truncated'],
    ['    AssertionError: Mismatched cell_ids and codes', 'AssertionError', 'Mismatched cell_ids and codes'],
    [
      '        AssertionError: Mismatched cell_ids and codes',
      'AssertionError',
      'Mismatched cell_ids and codes',
    ],
    ['    KeyError', 'KeyError', undefined],
  ])('tells the class of the error in %j', (line, error, message) => {
    expect(MARIMO_LOG.raised.exec(line)?.groups).toEqual({ error, message });
  });

  it('takes no other line of a record for the class of the error', () => {
    expect(RECORD.slice(0, -1).filter((line) => MARIMO_LOG.raised.test(line))).toEqual([]);
  });

  it('tells a handler that failed, and a notification that could not be written', () => {
    const failed =
      '[E 261120 10:22:48 kernel_lifecycle:267] Failed to handle control request: CodeCompletionCommand';
    expect(MARIMO_LOG.failed.exec(failed)?.groups).toEqual({ command: 'CodeCompletionCommand' });
    const unwritten =
      '[E 261120 10:22:48 notification_utils:57] Error serializing notification FunctionCallResultNotification';
    expect(MARIMO_LOG.unwritten.exec(unwritten)?.groups).toEqual({
      notification: 'FunctionCallResultNotification',
    });
  });
});
