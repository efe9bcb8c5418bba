import { chronicleOf, type Chronicle, type SentEvent } from '../../history/index.js';
import type { LossName } from '../../wire/index.js';
import { endingOf, type Ending } from '../ending.js';
import type { Answers, Trial } from '../types.js';
import { answersIn, type Answered, type Arrivals, type EchoReading } from './answers.js';
import { ChannelAccount } from './channelAccount.js';
import { expectOn } from './expectation.js';
import { tailFates, type TailFate } from './tailFate.js';

/** A kernel that answers every frame. */
export type EchoAnswers = Exclude<Answers, { kind: 'program' }>;

/** The books of one trial: what became of every frame, and of every answer. All oracles read the same ones. */
export interface Account {
  readonly chronicle: Chronicle;
  readonly ending: Ending;
  readonly loses: ReadonlySet<LossName>;
  /** In the order of the first frame on each. */
  readonly channels: readonly ChannelAccount[];
  fateOf(account: ChannelAccount, frame: number): Fate;
  /** Why frames at the end of a channel have no answer; a channel whose last frame has one is left out. */
  readonly tails: ReadonlyMap<ChannelAccount, TailFate>;
  /** Frames whose answer named another channel. */
  readonly astray: readonly Astray[];
  /** Answers that name a channel on which nothing was sent. */
  readonly strangers: readonly EchoReading[];
  /** Valid messages were lost: then losing one that must be refused has nothing to do with refusing. */
  readonly losesAnything: boolean;
}

/**
 * What became of a frame: `lost` while later ones were answered; `astray`: its answer named another channel;
 * `unreadable`: something came in its place that nobody can read. Else see {@link TailFate}.
 */
export type Fate = 'answered' | 'astray' | 'unreadable' | TailFate;

export interface Astray {
  readonly account: ChannelAccount;
  readonly frame: number;
  readonly reading: EchoReading;
}

const accounts = new WeakMap<Trial, Account>();

/** The account of a trial with a kernel that answers every frame; made once. */
export function accountOf(trial: Trial, answers: EchoAnswers): Account {
  let account = accounts.get(trial);
  if (account === undefined) accounts.set(trial, (account = draw(trial, answers)));
  return account;
}

const NO_ARRIVALS: Arrivals = { readings: [], at: [] };

function draw(trial: Trial, answers: EchoAnswers): Account {
  const chronicle = chronicleOf(trial.history);
  const ending = endingOf(chronicle);
  const loses = new Set(answers.loses);
  const answered = answersIn(chronicle.received);
  const channels = [...chronicle.sent].map(
    ([channel, sent]) =>
      new ChannelAccount(
        channel,
        answerable(sent, ending),
        answered.byChannel.get(channel) ?? NO_ARRIVALS,
        expectOn(answers, channel),
        loses,
      ),
  );
  const strangers = [...answered.byChannel]
    .filter(([channel]) => !chronicle.sent.has(channel))
    .flatMap(([, { readings }]) => readings);
  const astray = findAstray(channels, strangers);
  const unreadable = findUnreadable(channels, answered);
  const excuse = (account: ChannelAccount, frame: number): 'astray' | 'unreadable' | null => {
    if (unreadable.get(account)?.has(frame) === true) return 'unreadable';
    return astray.some((one) => one.account === account && one.frame === frame) ? 'astray' : null;
  };
  const tails = tailFates(channels, chronicle, ending, excuse);
  const fateOf = (account: ChannelAccount, frame: number): Fate => {
    if (account.answer(frame) !== null) return 'answered';
    return excuse(account, frame) ?? (frame < account.tail ? 'lost' : (tails.get(account) ?? 'unknown'));
  };
  const losesAnything = channels.some(
    (account) =>
      account.answerOf.includes(-1) &&
      account.sent.some((_, frame) => {
        return account.expectation(frame).kind !== 'refused' && fateOf(account, frame) === 'lost';
      }),
  );
  return { chronicle, ending, loses, channels, fateOf, tails, astray, strangers, losesAnything };
}

/** The stop command is not answered. */
function answerable(sent: readonly SentEvent[], ending: Ending): readonly SentEvent[] {
  const last = sent.at(-1);
  const stop = ending.kind === 'stopped' ? ending.stop : null;
  if (last?.origin.kind !== 'stop' && (stop === null || !sent.includes(stop))) return sent;
  return sent.filter((frame) => frame.origin.kind !== 'stop' && frame !== stop);
}

/** Unanswered frames for which an answer came that named another channel. */
function findAstray(
  channels: readonly ChannelAccount[],
  strangers: readonly EchoReading[],
): readonly Astray[] {
  const spare = [...strangers, ...channels.flatMap(sparesOf)];
  if (spare.length === 0) return [];
  const astray: Astray[] = [];
  for (const account of channels) {
    for (let frame = 0; frame < account.frames; frame += 1) {
      if (account.answer(frame) !== null) continue;
      const at = spare.findIndex(
        (reading) => reading.channel !== account.channel && account.couldBe(frame, reading),
      );
      const [reading] = at < 0 ? [] : spare.splice(at, 1);
      if (reading !== undefined) astray.push({ account, frame, reading });
    }
  }
  return astray;
}

/** Answers one too many that are not the answer of the frame they name. */
function sparesOf(account: ChannelAccount): readonly EchoReading[] {
  return account.extras.flatMap((answer) => {
    const repeated = account.repeats[answer] ?? -1;
    return repeated >= 0 && account.fits(repeated, answer) ? [] : (account.readings[answer] ?? []);
  });
}

/**
 * Hands each unreadable frame to an unanswered frame at whose place it came, if there is one: to the one whose place
 * ends first, so that as many as possible get one.
 */
function findUnreadable(
  channels: readonly ChannelAccount[],
  { unreadable }: Answered,
): ReadonlyMap<ChannelAccount, ReadonlySet<number>> {
  const found = new Map<ChannelAccount, Set<number>>();
  if (unreadable.length === 0) return found;
  const places = channels.flatMap(placesIn).toSorted((a, b) => a.before - b.before);
  for (const arrival of unreadable) {
    const at = places.findIndex(({ after, before }) => arrival > after && arrival < before);
    const [place] = at < 0 ? [] : places.splice(at, 1);
    if (place === undefined) continue;
    const own = found.get(place.account);
    if (own === undefined) found.set(place.account, new Set([place.frame]));
    else own.add(place.frame);
  }
  return found;
}

/** A frame without an answer, and the arrivals between which its answer belongs. */
interface Place {
  readonly account: ChannelAccount;
  readonly frame: number;
  readonly after: number;
  readonly before: number;
}

function placesIn(account: ChannelAccount): readonly Place[] {
  const places: Place[] = [];
  let after = -1;
  let from = 0;
  for (let frame = 0; frame <= account.frames; frame += 1) {
    const arrival = account.arrivedAt[account.answerOf[frame] ?? -1];
    if (arrival === undefined && frame < account.frames) continue;
    for (; from < frame; from += 1) places.push({ account, frame: from, after, before: arrival ?? Infinity });
    from = frame + 1;
    after = arrival ?? after;
  }
  return places;
}
