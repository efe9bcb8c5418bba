import { bareChannel, channelIn, EXITED, HOST_CHANNELS, sessionOf } from '../../schema/index.js';
import { STREAM } from '../connection.js';

/** One message as a host's socket carries it. */
export interface Wrapped {
  readonly channel: string;
  readonly frame: Uint8Array;
  readonly more: readonly Uint8Array[];
}

const NO_MORE: readonly Uint8Array[] = [];

/** A message of a session on its way to the host: the session's id, its channel, what it says. */
export function wrapped(channel: string, frame: Uint8Array, more: readonly Uint8Array[] = NO_MORE): Wrapped {
  const of = sessionOf(channel);
  if (of === null) return { channel, frame, more };
  return { channel: HOST_CHANNELS.cmd, frame: named(of.session), more: [named(of.channel), frame, ...more] };
}

const names = new Map<string, Uint8Array>();
const NAMES_MAX = 1_000;

/** Most messages of a run bear one of a few names. */
function named(name: string): Uint8Array {
  let bytes = names.get(name);
  if (bytes === undefined) {
    if (names.size === NAMES_MAX) names.clear();
    names.set(name, (bytes = Buffer.from(name, 'utf8')));
  }
  return bytes;
}

/** Puts the frames of a host's messages together, and passes each on under the channel of the session that it is from. */
export class Unwrapper {
  readonly #isExit: (payload: Uint8Array) => boolean;
  readonly #pass: (channel: string, frame: Uint8Array) => void;
  #begun: Uint8Array[] = [];

  /**
   * @param isExit - whether a payload is the last word of a session
   * @param pass - takes each payload with its channel; a message of another number of frames comes as it is, on `stream`
   */
  constructor(isExit: (payload: Uint8Array) => boolean, pass: (channel: string, frame: Uint8Array) => void) {
    this.#isExit = isExit;
    this.#pass = pass;
  }

  take(channel: string, frame: Uint8Array, ends: boolean): void {
    if (bareChannel(channel) !== STREAM) {
      this.#pass(channel, frame);
      return;
    }
    this.#begun.push(frame);
    if (!ends) return;
    const [id, payload, ...rest] = this.#begun;
    const frames = this.#begun;
    this.#begun = [];
    if (id === undefined || payload === undefined || rest.length > 0) {
      for (const each of frames) this.#pass(STREAM, each);
      return;
    }
    this.#pass(channelIn(idIn(id), this.#isExit(payload) ? EXITED : STREAM), payload);
  }
}

function idIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
