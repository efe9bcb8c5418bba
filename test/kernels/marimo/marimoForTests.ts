import { expect } from 'vitest';

import { prepareEnvironment } from '../../../src/kernels/environment/prepareEnvironment.js';
import type { Exit, Kernel, Probe, Watch } from '../../../src/kernels/index.js';
import { launchMarimo, type MarimoLaunch } from '../../../src/kernels/marimo/launchMarimo.js';
import { marimoWatch } from '../../../src/kernels/marimo/marimoWatch.js';
import { NEWEST_MARIMO, newestMarimoSchema } from '../../../src/kernels/marimoRelease.js';
import type { Schema } from '../../../src/schema/index.js';
import { documentIn } from '../../../src/wire/index.js';

let python: Promise<string> | null = null;

/** The Python of an environment with the newest marimo; made when it is not there yet. */
export function marimoPython(): Promise<string> {
  python ??= prepareEnvironment({ kind: 'release', release: NEWEST_MARIMO }, () => {}).then(
    (made) => made.python,
  );
  return python;
}

/** How long a real kernel may take to answer in a test. */
const ANSWER_MS = 15_000;

interface Frame {
  readonly channel: string;
  readonly bytes: Uint8Array;
}

/** A notification as plain JSON. */
export type Notification = Readonly<Record<string, unknown>> & { readonly op: string };

/** A conversation with a real kernel: what it said, and ways to wait for what it says. */
export class Talk {
  readonly kernel: Kernel;
  readonly watch: Watch;
  /** Every notification since the start, in order. */
  readonly said: Notification[] = [];
  readonly lines: string[] = [];
  readonly frames: Uint8Array[] = [];
  exit: Exit | null = null;
  #wake: () => void = () => {};

  constructor(kernel: Kernel, schema: Schema) {
    this.kernel = kernel;
    this.watch = marimoWatch(schema);
    kernel.listen({
      frame: (channel, bytes) => {
        this.frames.push(bytes);
        this.said.push(notification(bytes));
        this.watch.received(channel, bytes);
        this.#wake();
      },
      line: (stream, line) => {
        if (stream === 'stderr') this.lines.push(line);
        this.#wake();
      },
      exit: (exit) => {
        this.exit = exit;
        this.#wake();
      },
    });
  }

  static async start(launch: Partial<MarimoLaunch> = {}): Promise<Talk> {
    const schema = launch.schema ?? newestMarimoSchema();
    return new Talk(await launchMarimo({ python: await marimoPython(), ...launch, schema }), schema);
  }

  async send(...frames: readonly Frame[]): Promise<void> {
    for (const { channel, bytes } of frames) {
      this.watch.sent(channel, bytes);
      await this.kernel.send(channel, bytes);
    }
  }

  /** Sends the frames of a probe, each when it may be sent; false when one of them may not. */
  async sendProbe({ frames }: Probe, ms: number = ANSWER_MS): Promise<boolean> {
    const since = this.frames.length;
    for (const frame of frames) {
      const { after } = frame;
      if (after !== undefined && !(await this.until(() => this.frames.slice(since).some(after.holds), ms)))
        return false;
      await this.send(frame);
    }
    return true;
  }

  /** The first notification of which this is true; fails the test when none comes. */
  async notification(holds: (said: Notification) => boolean): Promise<Notification> {
    await this.until(() => this.said.some(holds));
    const found = this.said.find(holds);
    expect(found, `no such notification; stderr: ${this.lines.join('\n')}`).toBeDefined();
    return found ?? { op: '' };
  }

  /** True as soon as it holds; false when it does not within that time. */
  async until(holds: () => boolean, ms: number = ANSWER_MS): Promise<boolean> {
    const end = performance.now() + ms;
    while (!holds()) {
      const left = end - performance.now();
      if (left <= 0) return false;
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
}

function notification(bytes: Uint8Array): Notification {
  const document = documentIn(bytes);
  if (document === null) throw new Error('the frame holds no byte string');
  const json: unknown = JSON.parse(Buffer.from(document).toString('utf8'));
  if (typeof json !== 'object' || json === null || !('op' in json) || typeof json.op !== 'string') {
    throw new Error('the notification has no op');
  }
  return { ...json, op: json.op };
}
