import { setImmediate as turn } from 'node:timers/promises';

import { TransportError, type DrainOptions, type FrameHandler } from '../../transport/index.js';
import type { FrameReader, FrameWriter } from '../frameEnds.js';

/** Beyond it, the sender is asked to wait. */
const WAITING_FRAMES_MAX = 256;

/**
 * One channel within a process: what a pair of sockets is between two. Frames are copied, as a wire does it, and never
 * handled within the turn of the event loop that sent them.
 */
export class FrameQueue implements FrameReader, FrameWriter {
  #frames: Uint8Array[] = [];
  #handling = false;
  #closed = false;
  #wake: () => void = () => {};
  #waiters: (() => void)[] = [];

  /** As an {@link Outlet} does it; rejects with a {@link TransportError} `closed`. */
  send(frame: Uint8Array, more: readonly Uint8Array[] = []): Promise<void> | undefined {
    if (this.#closed) {
      return Promise.reject(new TransportError('closed', 'The queue was closed; send nothing more.'));
    }
    for (const part of [frame, ...more]) this.#frames.push(Buffer.from(part));
    this.#wake();
    return this.#frames.length < WAITING_FRAMES_MAX
      ? undefined
      : new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** What was sent is taken. */
  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** Reads until the queue is closed; to be called once. Rejects with what the handler threw. */
  async read(handle: FrameHandler): Promise<void> {
    while (!this.#closed) {
      if (this.#frames.length === 0) await this.#more();
      await turn();
      this.#handling = true;
      for (const frame of this.#frames.splice(0)) {
        if (this.#closed) break;
        await handle(frame, true);
      }
      this.#handling = false;
      this.#letGo();
    }
  }

  /** Waits until everything that was sent has been handled. Nothing can be on its way: no silence to wait for. */
  async drain({ deadlineMs }: DrainOptions): Promise<void> {
    const end = performance.now() + deadlineMs;
    while (!this.#closed && (this.#handling || this.#frames.length > 0) && performance.now() < end) {
      await turn();
    }
  }

  /** Ends it at once; frames not handled yet are gone. Who waits for room is let go: the next frame is refused. */
  close(): void {
    this.#closed = true;
    this.#frames = [];
    this.#wake();
    this.#letGo();
  }

  async #more(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #letGo(): void {
    for (const resolve of this.#waiters.splice(0)) {
      resolve();
    }
  }
}
