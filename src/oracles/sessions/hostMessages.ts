import { chronicleOf, type History, type ReceivedEvent, type SentEvent } from '../../history/index.js';
import { EXITED, HOST_CHANNELS, HOST_TAGS, hostRequest, sessionOf } from '../../schema/index.js';

/** What was said between a host and the process about its sessions, in the order of things. */
export interface HostMessages {
  readonly creates: readonly Asked[];
  readonly stops: readonly Asked[];
  /** The whole host was told to end. */
  readonly shutdowns: readonly SentEvent[];
  readonly answers: readonly Answered[];
  readonly exits: readonly Exited[];
}

/** A session that the host wants created or stopped. */
export interface Asked {
  readonly frame: SentEvent;
  readonly session: string;
}

export interface Answered {
  readonly event: ReceivedEvent;
  readonly session: string;
  readonly success: boolean;
}

export interface Exited {
  readonly event: ReceivedEvent;
  readonly session: string;
}

const known = new WeakMap<History, HostMessages>();

/** Reads a history for what concerns sessions as such; once. */
export function hostMessagesIn(history: History): HostMessages {
  let messages = known.get(history);
  if (messages === undefined) known.set(history, (messages = read(history)));
  return messages;
}

function read(history: History): HostMessages {
  const { sent, received } = chronicleOf(history);
  const asked = (sent.get(HOST_CHANNELS.mgmt) ?? []).map((frame) => ({
    frame,
    request: hostRequest(jsonIn(frame.bytes)),
  }));
  const of = (kind: 'create' | 'stop'): readonly Asked[] =>
    asked.flatMap(({ frame, request }) =>
      request?.kind === kind ? [{ frame, session: request.session }] : [],
    );
  return {
    creates: of('create'),
    stops: of('stop'),
    shutdowns: asked.flatMap(({ frame, request }) => (request?.kind === 'shutdown' ? [frame] : [])),
    answers: received.flatMap((event) => (event.channel === HOST_CHANNELS.response ? answered(event) : [])),
    exits: received.flatMap((event): readonly Exited[] => {
      const own = sessionOf(event.channel);
      return own?.channel === EXITED ? [{ event, session: own.session }] : [];
    }),
  };
}

function answered(event: ReceivedEvent): readonly Answered[] {
  const answer = jsonIn(event.bytes);
  if (typeof answer !== 'object' || answer === null) return [];
  const session: unknown = Reflect.get(answer, 'session_id');
  if (Reflect.get(answer, 'type') !== HOST_TAGS.created || typeof session !== 'string') return [];
  return [{ event, session, success: Reflect.get(answer, 'success') === true }];
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return null;
  }
}
