import type { Exit, Kernel } from '../../src/kernels/index.js';
import { readStreamFrame, type StreamReading } from '../../src/wire/index.js';

const ANSWER_MS = 15_000;

/** A conversation with a kernel: what it said, in order, and a way to wait for more. */
export class Conversation {
  readonly kernel: Kernel;
  readonly frames: Uint8Array[] = [];
  readonly readings: StreamReading[] = [];
  readonly lines: string[] = [];
  readonly exits: Exit[] = [];
  /** Readings that had come when the exit was told. */
  readingsAtExit = 0;
  #wake: () => void = () => {};

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    kernel.listen({
      frame: (_, bytes) => {
        this.frames.push(bytes);
        this.readings.push(readStreamFrame(bytes));
        this.#wake();
      },
      line: (_, line) => {
        this.lines.push(line);
        this.#wake();
      },
      exit: (exit) => {
        this.exits.push(exit);
        this.readingsAtExit = this.readings.length;
        this.#wake();
      },
    });
  }

  /** True as soon as it holds; false when it does not within that time. */
  async until(holds: () => boolean, ms: number = ANSWER_MS): Promise<boolean> {
    const end = performance.now() + ms;
    while (!holds()) {
      const left = end - performance.now();
      if (left <= 0) {
        return false;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return true;
  }

  /** Sends frames, and returns as many answers as there are frames, the next ones that come. */
  async ask(channel: string, ...frames: readonly Uint8Array[]): Promise<readonly StreamReading[]> {
    const from = this.readings.length;
    for (const frame of frames) {
      await this.kernel.send(channel, frame);
    }
    await this.until(() => this.readings.length >= from + frames.length);
    return this.readings.slice(from);
  }
}

/** Channel and number of an answer, `control 3`; the kind of anything else. */
export function addressOf(reading: StreamReading): string {
  return reading.kind === 'echo' || reading.kind === 'decode-error'
    ? `${reading.channel} ${reading.seq}`
    : reading.kind;
}
