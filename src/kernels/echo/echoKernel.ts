import { Inlet, Outlet } from '../../transport/index.js';
import { CHANNELS_TO_KERNEL, type ChannelToKernel, type Ports } from '../connection.js';
import { isStopFrame } from '../stopFrame.js';
import type { EchoError, EchoParts, Reply } from './echoParts.js';

/** What has arrived on the other channels when the stop command comes is answered: silence for so long ends it. */
const ARRIVED: { readonly quietMs: number; readonly deadlineMs: number } = { quietMs: 50, deadlineMs: 1_000 };

/** Notifications that the socket has taken go on being delivered for so long after the end. */
const LINGER_MS = 2_000;

/** An echo kernel at work: every frame comes in, is understood by its parts, and goes back out as one notification. */
export class EchoKernel {
  readonly #parts: EchoParts;
  readonly #stream: Outlet;
  readonly #inlets: ReadonlyMap<ChannelToKernel, Inlet>;

  /** Connects all sockets. A stream that nobody reads stops the kernel from reading, however long that takes. */
  constructor(parts: EchoParts, ports: Ports) {
    this.#parts = parts;
    this.#stream = Outlet.connect(ports.stream, { deadlineMs: Infinity, lingerMs: LINGER_MS });
    this.#inlets = new Map(CHANNELS_TO_KERNEL.map((channel) => [channel, Inlet.connect(ports[channel])]));
  }

  /** Answers frames until the stop command; resolves with the exit code. */
  async run(): Promise<number> {
    try {
      await new Promise<void>((stop, fail) => {
        for (const [channel, inlet] of this.#inlets) {
          inlet.read(this.#handler(channel, inlet, stop)).catch(fail);
        }
      });
      return await this.#parts.end({
        answerArrived: async () => {
          await Promise.all([...this.#inlets.values()].map((inlet) => inlet.drain(ARRIVED)));
        },
        flush: () => this.#stream.flush(),
      });
    } finally {
      // An open socket would keep the process alive.
      for (const inlet of this.#inlets.values()) {
        inlet.close();
      }
      this.#stream.close();
    }
  }

  #handler(channel: ChannelToKernel, inlet: Inlet, stop: () => void) {
    const parts = this.#parts;
    const send = (notification: Uint8Array): Promise<void> | undefined => this.#stream.send(notification);
    let next = 0;
    return (bytes: Uint8Array): Promise<void> | undefined => {
      if (channel === 'control' && isStopFrame(bytes)) {
        inlet.close();
        stop();
        return undefined;
      }
      const address = { channel, seq: next };
      next += 1;
      const notification = parts.notify(address, replyTo(parts, bytes, channel));
      return notification === null ? undefined : parts.deliver(address, notification, send);
    };
  }
}

function replyTo(parts: EchoParts, bytes: Uint8Array, channel: ChannelToKernel): Reply {
  const understood = parts.decode(bytes, channel);
  if (understood.kind === 'refused') {
    return understood;
  }
  try {
    return { kind: 'payload', payload: parts.encode(understood.value) };
  } catch (error) {
    return { kind: 'unencodable', error: echoError(error) };
  }
}

function echoError(error: unknown): EchoError {
  return error instanceof Error
    ? { kind: error.name, message: error.message, path: null }
    : { kind: 'Error', message: String(error), path: null };
}
