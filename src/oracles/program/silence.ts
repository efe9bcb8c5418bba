import type { ProgramAccount } from './account.js';

/** Channels that a living program serves no more. */
export interface Silence {
  readonly kind: 'hang' | 'zombie';
  readonly channels: readonly string[];
}

/** Which channels have gone deaf; null: none. Where no probe at all is answered the program hangs. */
export function silenceOf(account: ProgramAccount): Silence | null {
  const deaf = account.channels
    .filter((channel) => channel.owings.some((owing) => channel.fateOf(owing) === 'deaf'))
    .map(({ channel }) => channel);
  const undelivered = account.deliveries.filter(({ complete }) => !complete).map(({ channel }) => channel);
  const channels = [...new Set([...deaf, ...undelivered])];
  if (channels.length === 0) return null;
  const answered = account.channels.some((channel) =>
    channel.owings.some(
      (owing) => owing.request.frame.origin.kind === 'probe' && account.paired.replyOf.has(owing),
    ),
  );
  return { kind: answered ? 'zombie' : 'hang', channels };
}
