import { chronicleOf, type Chronicle, type ReceivedEvent } from '../../history/index.js';
import { readStreamFrame } from '../../wire/index.js';
import { movedAnswers } from '../align/movedAnswers.js';
import { endingOf, gaveUpOn, type Ending } from '../ending.js';
import type { Trial } from '../types.js';
import { broadcastsOf, type Broadcasts } from './broadcasts.js';
import { countNameless, type Shortage } from './countNameless.js';
import { deliveriesOf, type Delivery } from './delivery.js';
import { owingsFor, type Owing, type ProgramAnswers, type Reply } from './owing.js';
import { pairReplies, type Paired } from './pairReplies.js';
import { requestsOn, type Request } from './requests.js';

/** The books of one trial with a program: what was asked, and what was said to it. */
export interface ProgramAccount {
  /** Without what the host itself had the program send. */
  readonly chronicle: Chronicle;
  readonly ending: Ending;
  readonly answers: ProgramAnswers;
  readonly channels: readonly ProgramChannel[];
  readonly paired: Paired;
  /** What the kernel itself says that it took in, on channels that nothing answers. */
  readonly deliveries: readonly Delivery[];
  /** What the host had the program send. */
  readonly broadcasts: Broadcasts;
  /** Everything that came, that too. */
  readonly received: readonly ReceivedEvent[];
}

export interface ProgramChannel {
  readonly channel: string;
  readonly requests: readonly Request[];
  readonly owings: readonly Owing[];
  readonly shortages: readonly Shortage[];
  /** Owings whose reply came out of order. */
  readonly moved: ReadonlySet<Owing>;
  fateOf(owing: Owing): OwingFate;
}

/**
 * What became of a reply that was owed:
 * - `replied`, also where it has no name and all of its kind came; `lost`: later ones came, or it was waited for;
 * - `short`: some of its kind are missing, nobody can say which; `crash`, `deaf`: none came any more;
 * - `not-owed`: it need not come, and did not; `unknown`: nobody waited for it.
 */
export type OwingFate = 'replied' | 'lost' | 'short' | 'crash' | 'deaf' | 'not-owed' | 'unknown';

const accounts = new WeakMap<Trial, ProgramAccount>();

/** The account of a trial with a program; made once. */
export function programAccountOf(trial: Trial, answers: ProgramAnswers): ProgramAccount {
  let account = accounts.get(trial);
  if (account === undefined) accounts.set(trial, (account = draw(trial, answers)));
  return account;
}

function draw(trial: Trial, answers: ProgramAnswers): ProgramAccount {
  const whole = chronicleOf(trial.history);
  const asked = [...whole.sent].map(([channel, sent]) => {
    const requests = requestsOn(answers.schema, channel, sent, answers.msgspec);
    return { channel, requests, owings: owingsFor(requests, answers) };
  });
  const owings = asked.flatMap((one) => one.owings);
  const broadcasts = broadcastsOf(owings, whole.received, answers);
  const chronicle = without(whole, broadcasts.came);
  const ending = endingOf(chronicle);
  const paired = pairReplies(owings, repliesIn(chronicle, answers));
  const channels = asked.map((one) => channelOf(one, paired, chronicle, ending));
  const deliveries = deliveriesOf(asked, paired, answers);
  const { received } = whole;
  return { chronicle, ending, answers, channels, paired, deliveries, broadcasts, received };
}

function without(chronicle: Chronicle, events: readonly ReceivedEvent[]): Chronicle {
  if (events.length === 0) return chronicle;
  const gone = new Set(events);
  return { ...chronicle, received: chronicle.received.filter((event) => !gone.has(event)) };
}

function repliesIn(chronicle: Chronicle, answers: ProgramAnswers): readonly Reply[] {
  const ops = new Set(answers.replies.map(({ reply }) => reply));
  return chronicle.received.flatMap(({ bytes }, arrival): Reply[] => {
    const reading = readStreamFrame(bytes);
    if (reading.kind !== 'notification' || reading.op === null || !ops.has(reading.op)) return [];
    return [{ op: reading.op, json: reading.json, arrival }];
  });
}

function channelOf(
  { channel, requests, owings }: Pick<ProgramChannel, 'channel' | 'requests' | 'owings'>,
  { replyOf, nameless }: Paired,
  chronicle: Chronicle,
  ending: Ending,
): ProgramChannel {
  const replied = owings
    .filter((owing) => replyOf.has(owing))
    .toSorted((a, b) => (replyOf.get(a)?.arrival ?? 0) - (replyOf.get(b)?.arrival ?? 0));
  const places = Int32Array.from(replied, ({ place }) => place);
  const moved = new Set(movedAnswers(places).flatMap((at) => replied[at] ?? []));
  const inOrder = new Map([...replyOf].filter(([owing]) => !moved.has(owing)));
  const { shortages, settled } = countNameless(owings, inOrder, nameless);
  const short = new Set(shortages.flatMap(({ among }) => among));
  const lastReplied = places.reduce((last, place) => Math.max(last, place), -1);
  const newest = newestOf(owings);
  const probed = owings.slice(lastReplied + 1).some(({ request }) => request.frame.origin.kind === 'probe');
  const fateOf = (owing: Owing): OwingFate => {
    if (replyOf.has(owing) || settled.has(owing)) return 'replied';
    if (short.has(owing)) return 'short';
    if (owing.owed === 'never' || owing.owed === 'perhaps') return 'not-owed';
    if (owing.owed === 'last' && newest.get(owing.rule.reply) !== owing) return 'not-owed';
    if (owing.place < lastReplied) return 'lost';
    return tailFate(owing, probed, chronicle, ending);
  };
  return { channel, requests, owings, shortages, moved, fateOf };
}

/** Of each kind of reply, the newest request that gets one for sure. */
function newestOf(owings: readonly Owing[]): ReadonlyMap<string, Owing> {
  const newest = new Map<string, Owing>();
  for (const owing of owings) if (owing.owed !== 'never') newest.set(owing.rule.reply, owing);
  return newest;
}

/**
 * Nothing with a name came on this channel after this one.
 *
 * @param probed whether a probe is among what was not answered
 */
function tailFate(owing: Owing, probed: boolean, chronicle: Chronicle, ending: Ending): OwingFate {
  const { frame } = owing.request;
  if (ending.kind === 'crashed') return 'crash';
  if (gaveUpOn(chronicle, frame) !== null) {
    // Something that was lost does not make a kernel deaf: only a probe tells, or silence everywhere.
    return probed || !chronicle.received.some(({ at }) => at >= frame.at) ? 'deaf' : 'lost';
  }
  if (ending.kind !== 'stopped') return 'unknown';
  if (ending.exit.code !== 0) return 'crash';
  return frame.channel === 'control' && frame.at < ending.stop.at ? 'lost' : 'unknown';
}
