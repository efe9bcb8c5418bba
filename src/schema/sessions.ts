/** A channel of one session of a host that serves several: what `s1/control` names. */
export interface SessionChannel {
  readonly session: string;
  readonly channel: string;
}

/** The name of a channel of one session; an id may be any text. */
export function channelIn(session: string, channel: string): string {
  return `${session}/${channel}`;
}

/** Which session a channel belongs to; null: to none, it is the host's own. */
export function sessionOf(name: string): SessionChannel | null {
  const at = name.lastIndexOf('/');
  return at === -1 ? null : { session: name.slice(0, at), channel: name.slice(at + 1) };
}

/** The channel as a session's own schema names it; one that belongs to no session as it is. */
export function bareChannel(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
