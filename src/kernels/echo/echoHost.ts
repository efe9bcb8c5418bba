import { CHANNELS_TO_KERNEL, type ChannelToKernel } from '../connection.js';
import type { FrameWriter } from '../frameEnds.js';
import { hostRequest, HOST_TAGS } from '../../schema/index.js';
import { sameBytes } from '../../wire/index.js';
import { STOP_FRAME } from '../stopFrame.js';
import { echoLoop, traceOf } from './echoLoop.js';
import type { EchoParts } from './echoParts.js';
import { FrameQueue } from './frameQueue.js';

/** The last word of a session: what no answer of an echo is. */
export const ECHO_EXITED: Uint8Array = Buffer.from([0xc0]);

/** What a line says of a message to a session that is not there. */
export const DROPPED = 'Dropped a message for an unknown session: ';

/** What a host of echo sessions hears and says. */
export interface HostEnds {
  readonly mgmt: HostInlet;
  readonly cmd: HostInlet;
  readonly response: FrameWriter;
  readonly stream: FrameWriter;
  /** Takes what is told on stderr. */
  readonly report: (text: string) => void;
}

/** As an inlet reads: a message may have several frames. */
export interface HostInlet {
  read(handle: (frame: Uint8Array, ends: boolean) => Promise<void> | undefined): Promise<void>;
  close(): void;
}

/** One session: an echo loop of its own, fed by queues in place of sockets. */
export interface EchoSession {
  readonly id: string;
  readonly queues: ReadonlyMap<ChannelToKernel, FrameQueue>;
  readonly ended: Promise<unknown>;
}

/** The parts of a host that a mutant may exchange; each is called with the host that it belongs to. */
export interface HostParts {
  readonly loop: () => EchoParts;
  /** A command on `mgmt`. */
  manage(this: void, host: EchoHost, bytes: Uint8Array): void;
  /** A message on `cmd`. */
  route(this: void, host: EchoHost, frames: readonly Uint8Array[]): void;
  /** What a session says. */
  say(this: void, host: EchoHost, session: string, payload: Uint8Array): Promise<void> | undefined;
  create(this: void, host: EchoHost, session: string): void;
  stop(this: void, host: EchoHost, session: string): void;
  /** Resolves with the exit code. */
  shutdown(this: void, host: EchoHost): Promise<number>;
}

/**
 * A host of echo sessions at work: sessions come and go as `mgmt` says, and each answers every frame that it is sent, until
 * the host is told to end. What it cannot understand it reports, and goes on.
 */
export class EchoHost {
  readonly sessions: Map<string, EchoSession> = new Map();
  /** Told to stop, and still answering what they had. */
  readonly ending: Map<string, EchoSession> = new Map();
  readonly ends: HostEnds;
  readonly #parts: HostParts;
  #stop: () => void = () => {};

  constructor(parts: HostParts, ends: HostEnds) {
    this.#parts = parts;
    this.ends = ends;
  }

  /** Resolves with the exit code; rejects when it cannot hear or answer any more. */
  async run(): Promise<number> {
    const { mgmt, cmd, response } = this.ends;
    let frames: Uint8Array[] = [];
    await new Promise<void>((resolve, reject) => {
      this.#stop = resolve;
      mgmt
        .read((frame) => {
          this.#guarded(() => {
            this.#parts.manage(this, frame);
          });
          return undefined;
        })
        .catch(reject);
      cmd
        .read((frame, ends) => {
          frames.push(frame);
          if (!ends) return undefined;
          const message = frames;
          frames = [];
          this.#guarded(() => {
            this.#parts.route(this, message);
          });
          return undefined;
        })
        .catch(reject);
      response.send(json({ type: HOST_TAGS.ready }))?.catch(reject);
    });
    try {
      return await this.#parts.shutdown(this);
    } finally {
      for (const end of Object.values(this.ends)) if (typeof end === 'object') end.close();
    }
  }

  create(session: string): void {
    this.#parts.create(this, session);
  }

  stop(session: string): void {
    this.#parts.stop(this, session);
  }

  say(session: string, payload: Uint8Array): Promise<void> | undefined {
    return this.#parts.say(this, session, payload);
  }

  end(): void {
    this.#stop();
  }

  answer(session: string, success: boolean, error: string | null = null): void {
    const answer = { type: HOST_TAGS.created, session_id: session, success, error };
    this.ends.response.send(json(answer))?.catch(() => {});
  }

  begin(session: string): EchoSession {
    const queues = new Map(CHANNELS_TO_KERNEL.map((channel) => [channel, new FrameQueue()]));
    const stream: FrameWriter = {
      send: (frame) => this.say(session, frame),
      flush: () => this.ends.stream.flush(),
      close: () => {},
    };
    const { report } = this.ends;
    const ended = echoLoop(this.#parts.loop(), { readers: queues, stream, report });
    return { id: session, queues, ended };
  }

  #guarded(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      this.ends.report(`A message was not handled: ${traceOf(error)}`);
    }
  }
}

/** The life of a session from its beginning to its last word. */
function live(host: EchoHost, id: string): void {
  const begun = host.begin(id);
  host.sessions.set(id, begun);
  begun.ended
    .catch((error: unknown) => {
      host.ends.report(`Session ${id} failed: ${traceOf(error)}`);
    })
    .then(() => {
      for (const own of [host.sessions, host.ending]) if (own.get(id) === begun) own.delete(id);
      return host.say(id, ECHO_EXITED);
    })
    .catch(() => {});
  host.answer(id, true);
}

export const HEALTHY_HOST: Omit<HostParts, 'loop'> = {
  manage: (host, bytes) => {
    const message: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const request = hostRequest(message);
    if (request === null)
      throw new Error(`no command is known as ${Buffer.from(bytes).toString('utf8').slice(0, 200)}`);
    if (request.kind === 'create') host.create(request.session);
    if (request.kind === 'stop') host.stop(request.session);
    if (request.kind === 'shutdown') host.end();
  },
  route: (host, [id, channel, payload, ...rest]) => {
    if (id === undefined || channel === undefined || payload === undefined || rest.length > 0) {
      throw new Error('a message must have three frames: session, channel, payload');
    }
    const name = new TextDecoder('utf-8', { fatal: true }).decode(id);
    const to = CHANNELS_TO_KERNEL.find((one) => sameBytes(Buffer.from(one), channel));
    if (to === undefined)
      throw new Error(`there is no channel ${Buffer.from(channel).toString('latin1').slice(0, 100)}`);
    const session = host.sessions.get(name);
    if (session === undefined) host.ends.report(`${DROPPED}${JSON.stringify(name)}`);
    else
      session.queues
        .get(to)
        ?.send(payload)
        ?.catch(() => {});
  },
  say: (host, session, payload) => host.ends.stream.send(Buffer.from(session), [payload]),
  create: (host, session) => {
    if (host.sessions.has(session)) {
      host.answer(session, false, 'it is there already');
      return;
    }
    const before = host.ending.get(session);
    if (before === undefined) live(host, session);
    // Its end is told before the new one begins: nobody could tell them apart.
    else void before.ended.catch(() => {}).then(() => setImmediate(() => host.create(session)));
  },
  stop: (host, session) => {
    const own = host.sessions.get(session);
    if (own === undefined) return;
    host.sessions.delete(session);
    host.ending.set(session, own);
    own.queues
      .get('control')
      ?.send(STOP_FRAME)
      ?.catch(() => {});
  },
  shutdown: async (host) => {
    await host.ends.stream.flush();
    return 0;
  },
};

function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
