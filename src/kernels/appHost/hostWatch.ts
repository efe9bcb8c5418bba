import { EXITED, HOST_CHANNELS, HOST_TAGS, sessionOf } from '../../schema/index.js';
import type { Watch } from '../kernel.js';

/**
 * Counts what a host and its sessions owe: for each session what a watch of its own says, and an answer to each
 * session that is to be created. A session owes only what it was sent between the answer to its creation and the
 * request to stop it: what comes before or after may be dropped.
 */
export function hostWatch(sessions: readonly string[], fresh: () => Watch): Watch {
  const serving = new Map(sessions.map((session) => [session, fresh()]));
  const ending = new Set<string>();
  let creating: string[] = [];
  const sum = (of: (watch: Watch) => number): number => {
    let total = creating.length + ending.size;
    for (const watch of serving.values()) total += of(watch);
    return total;
  };
  const asked = (bytes: Uint8Array): void => {
    const { type, session } = hostMessage(bytes);
    if (session === null) return;
    if (type === HOST_TAGS.create) creating.push(session);
    if (type === HOST_TAGS.stop && serving.delete(session)) ending.add(session);
  };
  const answered = (bytes: Uint8Array): void => {
    const { type, session, success } = hostMessage(bytes);
    if (type !== HOST_TAGS.created || session === null) return;
    const at = creating.indexOf(session);
    if (at !== -1) creating = creating.toSpliced(at, 1);
    if (success && !ending.has(session)) serving.set(session, fresh());
  };
  return {
    get owed(): number {
      return sum(({ owed }) => owed);
    },
    get trailing(): number {
      return sum(({ trailing }) => trailing);
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

/** What a frame on `mgmt` or `response` says, as far as it can be read. */
function hostMessage(bytes: Uint8Array): {
  readonly type: unknown;
  readonly session: string | null;
  readonly success: boolean;
} {
  try {
    const message: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof message !== 'object' || message === null) return NOTHING_SAID;
    const session: unknown = Reflect.get(message, 'session_id');
    return {
      type: Reflect.get(message, 'type'),
      session: typeof session === 'string' ? session : null,
      success: Reflect.get(message, 'success') === true,
    };
  } catch {
    return NOTHING_SAID;
  }
}

const NOTHING_SAID = { type: null, session: null, success: false };
