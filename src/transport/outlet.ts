import { Push } from 'zeromq';

import { Peers } from './peers.js';
import { attachSocket, bindAgain, limitSocket, releaseSocket, type Attachment } from './socketOwner.js';
import { TransportError } from './transportError.js';

export interface OutletOptions {
  /** How long one frame may wait for the peer to take it, in milliseconds; default 30,000; Infinity for no deadline. */
  readonly deadlineMs?: number;
  /** How long a closed outlet goes on delivering what it holds, in milliseconds; default 0. */
  readonly lingerMs?: number;
}

/** Beyond either, the sender is asked to wait. */
const WAITING_FRAMES_MAX = 256;
const WAITING_BYTES_MAX = 16 * 1024 * 1024;

/** Of one frame, as nearly all are, or of several. */
type Message = Uint8Array | Uint8Array[];

interface Waiter {
  readonly until: 'room' | 'empty';
  readonly resolve: () => void;
  readonly reject: (error: TransportError) => void;
}

/** The one owner of a socket that sends: frames leave in the order in which they were handed over. */
export class Outlet {
  readonly port: number;
  readonly #deadlineMs: number;
  readonly #lingerMs: number;
  #socket: Push;
  #peers: Peers | null = null;
  #waitingMessages: Message[] = [];
  #backlog = 0;
  #backlogBytes = 0;
  #pumping = false;
  #waiters: Waiter[] = [];
  #failure: TransportError | null = null;

  private constructor(attachment: Attachment, options: OutletOptions) {
    this.#deadlineMs = options.deadlineMs ?? 30_000;
    this.#lingerMs = options.lingerMs ?? 0;
    this.#socket = this.#newSocket();
    this.port = attachSocket(this.#socket, attachment);
  }

  /** Opens a free port on 127.0.0.1. @throws TransportError `bind` */
  static bind(options: OutletOptions = {}): Outlet {
    return new Outlet({ kind: 'bind' }, options);
  }

  /** Connects to a port on 127.0.0.1, now or whenever somebody opens it. */
  static connect(port: number, options: OutletOptions = {}): Outlet {
    return new Outlet({ kind: 'connect', port }, options);
  }

  /**
   * Takes one message, of one frame or with `more` of several; the memory must not be changed afterwards, because it
   * is not copied. Returns nothing while there is room, so that a fast sender pays for no promise, and otherwise a
   * promise of room.
   * Accepted is not delivered: when the peer stops taking frames, a later call tells.
   *
   * Rejects with a {@link TransportError}: `not-bytes`, `deadline`, `closed`.
   */
  send(frame: Uint8Array, more: readonly Uint8Array[] = NO_MORE): Promise<void> | undefined {
    const failure = this.#failure ?? refuseOddFrame(frame) ?? refuseOddFrames(more);
    if (failure !== null) {
      return Promise.reject(failure);
    }
    const message = more.length === 0 ? frame : [frame, ...more];
    this.#waitingMessages.push(message);
    this.#backlog += 1;
    this.#backlogBytes += bytesOf(message);
    if (!this.#pumping) {
      void this.#pump();
    }
    return this.#hasRoom() ? undefined : this.#wait('room');
  }

  /** Waits until the socket layer has taken every frame. Rejects as {@link send} does. */
  async flush(): Promise<void> {
    if (this.#failure !== null) {
      throw this.#failure;
    }
    if (this.#backlog > 0) {
      await this.#wait('empty');
    }
  }

  /**
   * Closes the socket once all it holds is delivered, and binds another one to the same port. What is sent meanwhile
   * waits. Resolves with whether a peer has come back within `deadlineMs` milliseconds.
   *
   * @throws TransportError `bind`, and as {@link send} does
   */
  async rebind(deadlineMs: number): Promise<boolean> {
    do await this.flush();
    while (this.#pumping);
    this.#pumping = true;
    const old = this.#socket;
    this.#socket = this.#newSocket();
    const peers = (this.#peers = new Peers(this.#socket));
    old.linger = deadlineMs;
    releaseSocket(old);
    try {
      await bindAgain(this.#socket, this.port, deadlineMs);
    } finally {
      this.#pumping = false;
    }
    if (this.#backlog > 0) void this.#pump();
    return peers.within(deadlineMs, () => peers.agreed > 0);
  }

  /** Waits until the next peer hangs up, from the moment of the call: nothing is sent to that one any more. */
  async departure(deadlineMs: number): Promise<boolean> {
    const peers = (this.#peers ??= new Peers(this.#socket));
    const { gone } = peers;
    return peers.within(deadlineMs, () => peers.gone > gone);
  }

  #newSocket(): Push {
    const socket = new Push();
    limitSocket(socket, this.#lingerMs);
    socket.sendTimeout = this.#deadlineMs === Infinity ? -1 : this.#deadlineMs;
    return socket;
  }

  /** Ends it at once; frames not taken yet are gone, and whoever waits is told. Closing twice does nothing. */
  close(): void {
    this.#fail(
      new TransportError('closed', `The outlet on port ${this.port} was closed; send nothing more.`),
    );
    releaseSocket(this.#socket);
  }

  /** One loop sends everything, so the socket never has two sends pending. */
  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      while (this.#waitingMessages.length > 0) {
        const batch = this.#waitingMessages;
        this.#waitingMessages = [];
        for (const message of batch) {
          await this.#socket.send(message);
          this.#backlog -= 1;
          this.#backlogBytes -= bytesOf(message);
          if (this.#waiters.length > 0) {
            this.#wake();
          }
        }
      }
    } catch (cause) {
      this.#fail(this.#explain(cause));
    }
    this.#pumping = false;
  }

  #hasRoom(): boolean {
    return this.#backlog < WAITING_FRAMES_MAX && this.#backlogBytes < WAITING_BYTES_MAX;
  }

  #wait(until: Waiter['until']): Promise<void> {
    return new Promise((resolve, reject) => this.#waiters.push({ until, resolve, reject }));
  }

  #wake(): void {
    const room = this.#hasRoom();
    const empty = this.#backlog === 0;
    this.#waiters = this.#waiters.filter((waiter) => {
      const done = waiter.until === 'room' ? room : empty;
      if (done) {
        waiter.resolve();
      }
      return !done;
    });
  }

  /** The first failure is the one that counts: afterwards the order of frames could not be promised. */
  #fail(error: TransportError): void {
    this.#failure ??= error;
    this.#waitingMessages = [];
    for (const waiter of this.#waiters.splice(0)) {
      waiter.reject(this.#failure);
    }
  }

  #explain(cause: unknown): TransportError {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EAGAIN') {
      return new TransportError(
        'deadline',
        `Sent a frame to port ${this.port}: expected the peer to take it within ${this.#deadlineMs} ms, ` +
          `it took nothing; ${this.#backlog} frames wait. The peer is dead, or it has stopped reading.`,
        cause,
      );
    }
    return new TransportError('socket', `Could not send to port ${this.port}: ${String(cause)}.`, cause);
  }
}

const NO_MORE: readonly Uint8Array[] = [];

function bytesOf(message: Message): number {
  return message instanceof Uint8Array
    ? message.byteLength
    : message.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function refuseOddFrames(frames: readonly unknown[]): TransportError | null {
  for (const frame of frames) {
    const failure = refuseOddFrame(frame);
    if (failure !== null) return failure;
  }
  return null;
}

/** The socket layer sends odd things as text, or not at all; none of that may look like a frame that was sent. */
function refuseOddFrame(frame: unknown): TransportError | null {
  if (frame instanceof Uint8Array && frame.buffer instanceof ArrayBuffer) {
    return null;
  }
  const got = frame instanceof Uint8Array ? 'one on shared memory' : Object.prototype.toString.call(frame);
  return new TransportError(
    'not-bytes',
    `Handed over a frame: expected a Uint8Array of its own memory, got ${got}.`,
  );
}
