import { channelIn } from '../../schema/index.js';
import type { Probe } from '../kernel.js';

/** The probes of each session; `probesOf` makes those of one, by a number that no other has. */
export function sessionProbes(
  sessions: readonly string[],
  nonce: number,
  probesOf: (nonce: number) => readonly Probe[],
): readonly Probe[] {
  return sessions.flatMap((session, index) =>
    probesOf(nonce * sessions.length + index).map(({ channel, frames }) => ({
      channel: channelIn(session, channel),
      frames: frames.map((frame) => ({ ...frame, channel: channelIn(session, frame.channel) })),
    })),
  );
}
