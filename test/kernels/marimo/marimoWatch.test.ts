import { describe, expect, it } from 'vitest';

import {
  call,
  completeNothing,
  listTables,
  runCell,
  touchNothing,
} from '../../../src/kernels/marimo/commands.js';
import { marimoWatch } from '../../../src/kernels/marimo/marimoWatch.js';
import { newestMarimoSchema } from '../../../src/kernels/marimoRelease.js';
import type { Watch } from '../../../src/kernels/index.js';
import { bin, encode, nil, record, text, type WireValue } from '../../../src/wire/index.js';

const fresh = (): Watch => marimoWatch(newestMarimoSchema());

function said(notification: object): Uint8Array {
  return encode(bin(Buffer.from(JSON.stringify(notification))));
}
const tables = (id: string): Uint8Array => said({ op: 'sql-table-list-preview', request_id: id });
const called = (id: string): Uint8Array => said({ op: 'function-call-result', function_call_id: id });
const completed = (id: string): Uint8Array => said({ op: 'completion-result', completion_id: id });
const ran = (id: string | null): Uint8Array => said({ op: 'completed-run', run_id: id });

function send(watch: Watch, ...frames: readonly { channel: string; bytes: Uint8Array }[]): void {
  for (const { channel, bytes } of frames) watch.sent(channel, bytes);
}
function receive(watch: Watch, ...frames: readonly Uint8Array[]): void {
  for (const frame of frames) watch.received('stream', frame);
}
function control(fields: Record<string, WireValue>): { channel: string; bytes: Uint8Array } {
  return { channel: 'control', bytes: encode(record(fields)) };
}

function scratch(runId: WireValue): { channel: string; bytes: Uint8Array } {
  return control({ type: text('execute-scratchpad'), code: text(''), runId });
}

describe('marimoWatch', () => {
  it('owes nothing at first', () => {
    const watch = fresh();
    expect([watch.owed, watch.trailing]).toEqual([0, 0]);
  });

  it('owes a reply until the one with its key comes', () => {
    const watch = fresh();
    send(watch, listTables('a'), listTables('b'));
    expect([watch.owed, watch.trailing]).toEqual([2, 1]);
    receive(watch, tables('other'), called('a'));
    expect(watch.owed).toBe(2);
    receive(watch, tables('a'));
    expect([watch.owed, watch.trailing]).toEqual([1, 1]);
    receive(watch, tables('b'));
    expect([watch.owed, watch.trailing]).toEqual([0, 0]);
  });

  it('waits no more for what came before a reply on its channel', () => {
    const watch = fresh();
    send(watch, listTables('lost'), completeNothing('c'), listTables('b'));
    receive(watch, tables('b'));
    expect([watch.owed, watch.trailing]).toEqual([1, 1]);
    receive(watch, completed('c'));
    expect([watch.owed, watch.trailing]).toEqual([0, 0]);
  });

  it('takes the newest completion as the answer for all before it', () => {
    const watch = fresh();
    send(watch, completeNothing('1'), completeNothing('2'), completeNothing('3'));
    receive(watch, completed('3'));
    expect(watch.owed).toBe(0);
  });

  it('owes both replies to a call, the second one by its order alone', () => {
    const watch = fresh();
    send(watch, call('echo', 'f', nil));
    expect(watch.owed).toBe(2);
    receive(watch, ran('b9c8'));
    expect(watch.owed).toBe(1);
    receive(watch, called('f'));
    expect(watch.owed).toBe(0);
  });

  it('does not take an answer by order for an answer to what came before', () => {
    const watch = fresh();
    send(watch, listTables('a'), runCell('c', ''));
    receive(watch, ran('1'));
    expect(watch.owed).toBe(1);
    receive(watch, tables('a'));
    expect(watch.owed).toBe(0);
  });

  it('tells replies by order apart by their tags', () => {
    const watch = fresh();
    send(watch, control({ type: text('get-cache-info') }));
    receive(watch, ran('1'));
    expect(watch.owed).toBe(1);
    receive(watch, said({ op: 'cache-info' }));
    expect(watch.owed).toBe(0);
  });

  it('knows a run by its id where the request has one, and by its order where not', () => {
    const watch = fresh();
    send(watch, scratch(text('mine')), scratch(nil));
    receive(watch, ran('mine'));
    expect(watch.owed).toBe(1);
    receive(watch, ran(null));
    expect(watch.owed).toBe(0);
  });

  it.each([
    ['a frame that the decoder refuses', control({ type: text('list-sql-tables'), requestId: text('a') })],
    ['bytes that are no msgpack', { channel: 'control', bytes: Uint8Array.of(0xc1) }],
    ['a tag that nobody knows', control({ type: text('list-sql-views') })],
    ['a command that nothing answers', control({ type: text('refresh-secrets') })],
    ['a command that may be answered', { ...touchNothing('t'), channel: 'control' }],
    ['a frame on a channel without answers', touchNothing('t')],
    ['the stop command', control({ type: text('stop-kernel') })],
  ])('owes nothing for %s', (_, frame) => {
    const watch = fresh();
    send(watch, frame);
    expect([watch.owed, watch.trailing]).toEqual([0, 0]);
  });

  it('takes no harm from frames that are no notifications', () => {
    const watch = fresh();
    send(watch, listTables('a'));
    receive(
      watch,
      Uint8Array.of(0xc1),
      said([]),
      said({ op: 7 }),
      said({ op: 'sql-table-list-preview', request_id: 7 }),
    );
    expect(watch.owed).toBe(1);
  });

  it('counts what the log does not tell yet of refused frames, on the pipe or with the output of code', () => {
    const watch = fresh();
    const refused = control({ type: text('list-sql-views') });
    send(watch, refused, refused, refused, refused);
    expect(watch.unlogged).toBe(4);
    const line = '[W 260101 12:00:00 queue_proxy:106] Unexpected error in ZeroMQ receiver thread: x';
    watch.line?.(line);
    watch.line?.('  Traceback');
    expect(watch.unlogged).toBe(3);
    receive(watch, said({ op: 'cell-op', console: [{ channel: 'stderr', data: `${line}\nx\n${line}` }] }));
    expect(watch.unlogged).toBe(1);
    receive(watch, said({ op: 'cell-op', console: { channel: 'stdout', data: line } }));
    expect(watch.unlogged).toBe(1);
    receive(watch, said({ op: 'cell-op', console: { channel: 'stderr', data: `${line}\n${line}` } }));
    expect(watch.unlogged).toBe(0);
  });
});
