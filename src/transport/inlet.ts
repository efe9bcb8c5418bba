import { Pull } from 'zeromq';

import { Peers } from './peers.js';
import { attachSocket, bindAgain, limitSocket, releaseSocket, type Attachment } from './socketOwner.js';
import { TransportError } from './transportError.js';

export interface InletOptions {
  /** A peer that sends a larger frame is cut off; default 256 MiB. */
  readonly frameBytesMax?: number;
  /** Connect again where a connection is lost; default true. */
  readonly reconnects?: boolean;
  /** {@link Inlet.agreed} can be asked also where it connects; default false. */
  readonly watched?: boolean;
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
  readonly #options: InletOptions;
  #socket: Pull;
  #peers: Peers | null = null;
  #closed = false;
  #handling = false;
  #frames = 0;
  #rebinding: Promise<void> | null = null;

  private constructor(attachment: Attachment, options: InletOptions) {
    this.#options = options;
    this.#socket = newSocket(options);
    if (attachment.kind === 'bind' || options.watched === true) this.#peers = new Peers(this.#socket);
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
      if (this.#rebinding !== null) await this.#rebinding;
      const socket = this.#socket;
      let parts: readonly Uint8Array[];
      try {
        parts = await socket.receive();
      } catch (cause) {
        if (this.#closed) return;
        if (socket !== this.#socket) continue;
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

  /** Waits until a peer and this one have agreed to talk; false also where nobody watches. */
  async agreed(deadlineMs: number): Promise<boolean> {
    const peers = this.#peers;
    return peers !== null && peers.within(deadlineMs, () => peers.agreed > 0);
  }

  /**
   * Closes the socket and binds another one to the same port. What was not read is gone: to be called when nothing is
   * on its way. Resolves with whether a peer has come back within `deadlineMs` milliseconds.
   *
   * @throws TransportError `bind`
   */
  async rebind(deadlineMs: number): Promise<boolean> {
    const old = this.#socket;
    const peers = this.#renew();
    releaseSocket(old);
    this.#rebinding = bindAgain(this.#socket, this.port, deadlineMs);
    try {
      await this.#rebinding;
    } finally {
      this.#rebinding = null;
    }
    return peers.within(deadlineMs, () => peers.agreed > 0);
  }

  #renew(): Peers {
    this.#socket = newSocket(this.#options);
    return (this.#peers = new Peers(this.#socket));
  }

  /** Ends it at once; frames not read yet are gone. Closing twice does nothing. */
  close(): void {
    this.#closed = true;
    releaseSocket(this.#socket);
  }

  /** A hang-up is told only after every byte before it has been taken in: the one proof that no more will come. */
  #allHungUp(): boolean {
    return this.#peers !== null && this.#peers.accepted > 0 && this.#peers.accepted === this.#peers.gone;
  }
}

function newSocket({ frameBytesMax = 256 * 1024 * 1024, reconnects = true }: InletOptions): Pull {
  const socket = new Pull();
  limitSocket(socket, 0);
  socket.maxMessageSize = frameBytesMax;
  if (!reconnects) socket.reconnectInterval = -1;
  return socket;
}

/** The immediate after the timer lets one whole round of input pass, also when the event loop was held up. */
function oneRound(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => setImmediate(resolve), ROUND_MS);
  });
}
