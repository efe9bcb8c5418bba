import type { Chronicle, SentEvent } from '../../history/index.js';
import { gaveUpOn, type Ending } from '../ending.js';
import type { ChannelAccount } from './channelAccount.js';

/**
 * Why nothing on a channel is answered after some frame:
 * - `crash`, `hang`, `zombie`: it ended, answers nowhere, or not on this channel any more: one cause for all of them;
 * - `lost`: it goes on answering, but not these;
 * - `lost-at-stop`: it stopped as told and left out what it still owed;
 * - `excused`: it was not obliged to answer them;
 * - `unknown`: nobody waited for the answers.
 */
export type TailFate = 'crash' | 'hang' | 'zombie' | 'lost' | 'lost-at-stop' | 'excused' | 'unknown';

/** The fate of each channel that has frames at its end which are unanswered and not excused. */
export function tailFates(
  channels: readonly ChannelAccount[],
  chronicle: Chronicle,
  ending: Ending,
  excuse: (account: ChannelAccount, frame: number) => string | null,
): ReadonlyMap<ChannelAccount, TailFate> {
  const open: Tail[] = [];
  for (const account of channels) {
    const { tail } = account;
    const frames = account.sent.slice(tail).filter((_, at) => excuse(account, tail + at) === null);
    if (frames.length > 0) open.push({ account, frames });
  }
  if (open.length === 0) return NONE;
  const deafness = deafnessOf(channels, open, chronicle);
  return new Map(open.map((tail) => [tail.account, fateOf(tail, chronicle, ending, deafness)]));
}

const NONE: ReadonlyMap<ChannelAccount, TailFate> = new Map();

/** The frames at the end of a channel that should have had an answer. */
interface Tail {
  readonly account: ChannelAccount;
  readonly frames: readonly SentEvent[];
}

function fateOf(
  { account, frames: [first] }: Tail,
  chronicle: Chronicle,
  ending: Ending,
  deafness: 'hang' | 'zombie' | null,
): TailFate {
  if (ending.kind === 'crashed') return 'crash';
  if (first !== undefined && gaveUpOn(chronicle, first) !== null) return deafness ?? 'lost';
  if (ending.kind !== 'stopped') return 'unknown';
  if (ending.exit.code !== 0) return 'crash';
  const owed = account.channel === 'control' && first !== undefined && first.at < ending.stop.at;
  return owed ? 'lost-at-stop' : 'excused';
}

/** A frame that was lost does not make a kernel deaf: only a probe tells. Null: it still hears. */
function deafnessOf(
  channels: readonly ChannelAccount[],
  open: readonly Tail[],
  chronicle: Chronicle,
): 'hang' | 'zombie' | null {
  const probed = channels.filter((account) => account.sent.some(isProbe));
  if (probed.length === 0) return fellSilent(open, chronicle) ? 'hang' : null;
  const deaf = open.filter((tail) => tail.frames.some(isProbe));
  if (deaf.length === 0) return null;
  return deaf.length === probed.length ? 'hang' : 'zombie';
}

function isProbe({ origin }: SentEvent): boolean {
  return origin.kind === 'probe';
}

function fellSilent(open: readonly Tail[], chronicle: Chronicle): boolean {
  const since = Math.min(...open.map(({ frames }) => frames[0]?.at ?? Infinity));
  return !chronicle.received.some((event) => event.at >= since);
}
