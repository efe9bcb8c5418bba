import { Pull } from 'zeromq';

import { attachSocket, limitSocket, releaseSocket, type Attachment } from './socketOwner.js';
import { TransportError } from './transportError.js';

export interface InletOptions {
  /** A peer that sends a larger frame is cut off; default 256 MiB. */
  readonly frameBytesMax?: number;
}

export interface DrainOptions {
  /** Nothing came for so long: it is over. Milliseconds. */
  readonly quietMs: number;
  /** Over, whatever still comes. Milliseconds. */
  readonly deadlineMs: number;
}

const ROUND_MS = 3;

/**
 * Takes one frame; while the promise is pending nothing more is read, and the peer feels it.
 *
 * @param ends - the message ends with this frame
 */
export type FrameHandler = (frame: Uint8Array, ends: boolean) => Promise<void> | undefined;

/** The one owner of a socket that receives. Each part of a multi-part message is a frame of its own. */
export class Inlet {
  readonly port: number;
  readonly #socket: Pull;
  #closed = false;
  #handling = false;
  #frames = 0;
  #connections = 0;
  #connectionsEnded = 0;

  private constructor(attachment: Attachment, options: InletOptions) {
    this.#socket = new Pull();
    limitSocket(this.#socket, 0);
    this.#socket.maxMessageSize = options.frameBytesMax ?? 256 * 1024 * 1024;
    if (attachment.kind === 'bind') {
      // Without its news a drain waits for silence; that takes a little longer, no more.
      this.#watchConnections().catch(() => {});
    }
    this.port = attachSocket(this.#socket, attachment);
  }

  /** Opens a free port on 127.0.0.1. @throws TransportError `bind` */
  static bind(options: InletOptions = {}): Inlet {
    return new Inlet({ kind: 'bind' }, options);
  }

  /** Connects to a port on 127.0.0.1, now or whenever somebody opens it. */
  static connect(port: number, options: InletOptions = {}): Inlet {
    return new Inlet({ kind: 'connect', port }, options);
  }

  /**
   * Reads until the inlet is closed; to be called once. Resolves when it is closed; rejects with what the handler
   * threw, or with a {@link TransportError} `socket`.
   */
  async read(handle: FrameHandler): Promise<void> {
    for (;;) {
      let parts: readonly Uint8Array[];
      try {
        parts = await this.#socket.receive();
      } catch (cause) {
        if (this.#closed) return;
        throw new TransportError('socket', `Could not read from port ${this.port}: ${String(cause)}.`, cause);
      }
      for (const [index, part] of parts.entries()) {
        this.#frames += 1;
        const pause = handle(part, index === parts.length - 1);
        if (pause === undefined) continue;
        this.#handling = true;
        await pause;
        this.#handling = false;
      }
    }
  }

  /**
   * Waits until everything that was sent has been handled: every peer has hung up, or nothing came for a while.
   * Frames of a killed peer still arrive after its death, thousands of them, so this comes before any judgement.
   */
  async drain({ quietMs, deadlineMs }: DrainOptions): Promise<void> {
    const began = performance.now();
    let heardAt = began;
    while (!this.#closed && performance.now() < began + deadlineMs) {
      const before = this.#frames;
      await oneRound();
      if (this.#handling || this.#frames !== before) {
        heardAt = performance.now();
      } else if (this.#allHungUp() || performance.now() >= heardAt + quietMs) {
        return;
      }
    }
  }

  /** Ends it at once; frames not read yet are gone. Closing twice does nothing. */
  close(): void {
    this.#closed = true;
    releaseSocket(this.#socket);
  }

  #allHungUp(): boolean {
    return this.#connections > 0 && this.#connections === this.#connectionsEnded;
  }

  /** A hang-up is told only after every byte before it has been taken in: the one proof that no more will come. */
  async #watchConnections(): Promise<void> {
    for await (const event of this.#socket.events) {
      if (event.type === 'accept') {
        this.#connections += 1;
      } else if (event.type === 'disconnect') {
        this.#connectionsEnded += 1;
      }
    }
  }
}

/** The immediate after the timer lets one whole round of input pass, also when the event loop was held up. */
function oneRound(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => setImmediate(resolve), ROUND_MS);
  });
}
