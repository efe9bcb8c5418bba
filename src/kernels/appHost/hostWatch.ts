import { EXITED, HOST_CHANNELS, HOST_TAGS, hostRequest, sessionOf } from '../../schema/index.js';
import type { Watch } from '../kernel.js';

/**
 * Counts what a host and its sessions owe: for each session what a watch of its own says, and an answer to each
 * session that is to be created. A session owes only what it was sent between the answer to its creation and the
 * request to stop it: what comes before or after may be dropped.
 *
 * @param isLast - whether a line of the log tells that the host takes nothing more; default: none does
 */
export function hostWatch(
  sessions: readonly string[],
  fresh: () => Watch,
  isLast: (line: string) => boolean = () => false,
): Watch {
  const serving = new Map(sessions.map((session) => [session, fresh()]));
  const ending = new Set<string>();
  let creating: string[] = [];
  let deaf = false;
  const sum = (of: (watch: Watch) => number): number => {
    let total = creating.length + ending.size;
    for (const watch of serving.values()) total += of(watch);
    return total;
  };
  const asked = (bytes: Uint8Array): void => {
    const request = hostRequest(jsonIn(bytes));
    if (request?.kind === 'create') creating.push(request.session);
    if (request?.kind === 'stop' && serving.delete(request.session)) ending.add(request.session);
  };
  const answered = (bytes: Uint8Array): void => {
    const { type, session_id: session, success } = { ...NO_ANSWER, ...asObject(jsonIn(bytes)) };
    if (type !== HOST_TAGS.created || typeof session !== 'string') return;
    const at = creating.indexOf(session);
    if (at !== -1) creating = creating.toSpliced(at, 1);
    if (success === true && !ending.has(session)) serving.set(session, fresh());
  };
  return {
    get owed(): number {
      return sum(({ owed }) => owed);
    },
    get trailing(): number {
      return sum(({ trailing }) => trailing);
    },
    get deaf(): boolean {
      return deaf;
    },
    line(line) {
      deaf ||= isLast(line);
    },
    sent(name, bytes) {
      const of = sessionOf(name);
      if (of !== null) serving.get(of.session)?.sent(of.channel, bytes);
      else if (name === HOST_CHANNELS.mgmt) asked(bytes);
    },
    received(name, bytes) {
      const of = sessionOf(name);
      if (of === null) {
        if (name === HOST_CHANNELS.response) answered(bytes);
        return;
      }
      if (of.channel !== EXITED) serving.get(of.session)?.received(of.channel, bytes);
      else if (!ending.delete(of.session)) serving.delete(of.session);
    },
  };
}

const NO_ANSWER: Readonly<Record<'type' | 'session_id' | 'success', unknown>> = {
  type: null,
  session_id: null,
  success: false,
};

function asObject(json: unknown): object {
  return typeof json === 'object' && json !== null ? json : {};
}

/** The JSON of a frame on `mgmt` or `response`; null: it is none. */
function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return null;
  }
}
