import { EventEmitter, once } from 'node:events';

import { describe, expect, it } from 'vitest';

import { FrameQueue } from '../../../src/kernels/echo/frameQueue.js';

const FAR = 1_000;
const DRAIN = { quietMs: 50, deadlineMs: 1_000 };

/** A queue that is read, and what was read of it. */
function reading(handle: (frame: Uint8Array) => Promise<void> | undefined = () => undefined): {
  readonly queue: FrameQueue;
  readonly seen: number[];
  readonly ended: Promise<void>;
} {
  const queue = new FrameQueue();
  const seen: number[] = [];
  const ended = queue.read((frame) => {
    seen.push(frame[0] ?? -1);
    return handle(frame);
  });
  return { queue, seen, ended };
}

describe('FrameQueue', () => {
  it('hands over frames in their order, never within the turn of the event loop that sends them', async () => {
    const { queue, seen } = reading();
    for (let count = 0; count < 5; count += 1) void queue.send(Uint8Array.of(count));
    for (let count = 0; count < 50; count += 1) await Promise.resolve();
    expect(seen).toEqual([]);
    await queue.drain(DRAIN);
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    queue.close();
  });

  it('asks a sender to wait that is far ahead, and lets it go on once there is room', async () => {
    const { queue, seen } = reading();
    let ahead = 0;
    while (ahead < FAR && queue.send(Uint8Array.of(1)) === undefined) ahead += 1;
    expect(ahead).toBeLessThan(FAR);
    const taken = queue.send(Uint8Array.of(2));
    await taken;
    expect(seen).toHaveLength(ahead + 2);
    queue.close();
  });

  it('reads nothing while its handler waits, and is not drained before', async () => {
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    const { queue, seen } = reading(async () => {
      await opened;
    });
    void queue.send(Uint8Array.of(1));
    void queue.send(Uint8Array.of(2));
    await queue.drain({ quietMs: 0, deadlineMs: 30 });
    expect(seen).toEqual([1]);
    gate.emit('open');
    await queue.drain(DRAIN);
    expect(seen).toEqual([1, 2]);
    queue.close();
  });

  it('forgets what was not handled when it is closed, lets go who waits, and refuses what follows', async () => {
    const { queue, seen, ended } = reading();
    let waiting: Promise<void> | undefined;
    for (let count = 0; count < FAR; count += 1) waiting ??= queue.send(Uint8Array.of(1));
    expect(waiting).toBeDefined();
    queue.close();
    await waiting;
    await ended;
    await queue.drain(DRAIN);
    expect(seen).toEqual([]);
    await expect(queue.send(Uint8Array.of(2))).rejects.toMatchObject({ kind: 'closed' });
  });

  it('tells what its handler threw', async () => {
    const { queue, ended } = reading(() => {
      throw new Error('no more');
    });
    void queue.send(Uint8Array.of(1));
    await expect(ended).rejects.toThrow('no more');
  });
});
