import type { ReceivedEvent, SentEvent } from '../../history/index.js';
import { readStreamFrame, sameBytes } from '../../wire/index.js';
import { accountOf } from '../echo/account.js';
import { programAccountOf } from '../program/account.js';
import { jsonAt } from '../program/valueAt.js';
import type { Trial } from '../types.js';

/** What a session was sent and what it said, in the same words for every kind of kernel. */
export interface SessionBooks {
  /** Frames that each have an answer of their own to come. */
  readonly owed: readonly Owed[];
  /** Frames that are not sure to be taken. */
  readonly odd: readonly SentEvent[];
  /** Answers to nothing that this session was sent; `asks` tells whether a frame of another one asked for it. */
  readonly strays: readonly Stray[];
  readonly answers: number;
}

export interface Owed {
  readonly frame: SentEvent;
  /** `lost`: later ones were answered, or it was waited for in vain. `open`: nobody knows. */
  readonly fate: 'answered' | 'lost' | 'open';
  /** When the answer came; null: none. */
  readonly answeredAt: number | null;
}

export interface Stray {
  readonly event: ReceivedEvent;
  readonly asks: (books: Trial) => SentEvent | null;
}

const known = new WeakMap<Trial, SessionBooks>();

/** @param trial - of one session */
export function sessionBooksOf(trial: Trial): SessionBooks {
  let books = known.get(trial);
  if (books === undefined) {
    const { answers } = trial.target;
    books = answers.kind === 'program' ? programBooks(trial) : echoBooks(trial);
    known.set(trial, books);
  }
  return books;
}

function programBooks(trial: Trial): SessionBooks {
  const { answers } = trial.target;
  if (answers.kind !== 'program') return { owed: [], odd: [], strays: [], answers: 0 };
  const account = programAccountOf(trial, answers);
  const { replyOf, unexpected } = account.paired;
  const owed = account.channels.flatMap((channel) =>
    channel.owings.flatMap((owing): readonly Owed[] => {
      if (owing.key === null || owing.owed !== 'each') return [];
      const fate = channel.fateOf(owing);
      const reply = replyOf.get(owing);
      return [
        {
          frame: owing.request.frame,
          fate: fate === 'replied' ? 'answered' : fate === 'lost' || fate === 'deaf' ? 'lost' : 'open',
          answeredAt: reply === undefined ? null : (account.chronicle.received[reply.arrival]?.at ?? null),
        },
      ];
    }),
  );
  const odd = account.channels.flatMap(({ requests }) =>
    requests.flatMap(({ frame, prediction }) =>
      frame.origin.kind === 'step' && prediction.kind !== 'value' ? [frame] : [],
    ),
  );
  const strays = unexpected.flatMap((reply): readonly Stray[] => {
    const event = account.chronicle.received[reply.arrival];
    const rule = answers.replies.find((one) => one.reply === reply.op && one.key !== null);
    const key = rule?.key === undefined || rule.key === null ? null : jsonAt(reply.json, rule.key.reply);
    if (event === undefined || key?.kind !== 'str') return [];
    return [{ event, asks: (other) => askedIn(other, reply.op, key.value) }];
  });
  return { owed, odd, strays, answers: account.chronicle.received.length };
}

/** The frame of another session that asked for a reply of this name. */
function askedIn(trial: Trial, op: string, key: string): SentEvent | null {
  const { answers } = trial.target;
  if (answers.kind !== 'program') return null;
  const owings = programAccountOf(trial, answers).channels.flatMap((channel) => channel.owings);
  return owings.find((owing) => owing.rule.reply === op && owing.key === key)?.request.frame ?? null;
}

function echoBooks(trial: Trial): SessionBooks {
  const { answers } = trial.target;
  if (answers.kind === 'program') return { owed: [], odd: [], strays: [], answers: 0 };
  const account = accountOf(trial, answers);
  const { received } = account.chronicle;
  const owed: Owed[] = [];
  const odd: SentEvent[] = [];
  const strays: Stray[] = [];
  let count = 0;
  for (const channel of account.channels) {
    for (const [index, frame] of channel.sent.entries()) {
      const fate = account.fateOf(channel, index);
      const reading = channel.answerOf[index] ?? -1;
      const at = reading < 0 ? null : (received[channel.arrivedAt[reading] ?? -1]?.at ?? null);
      owed.push({
        frame,
        fate: fate === 'answered' ? 'answered' : LOST.has(fate) ? 'lost' : 'open',
        answeredAt: at,
      });
      if (frame.origin.kind === 'step' && channel.expectation(index).kind !== 'value') odd.push(frame);
    }
    count += channel.readings.length;
    for (const [index, reading] of channel.readings.entries()) {
      const of = channel.frameOf[index] ?? -1;
      const event = received[channel.arrivedAt[index] ?? -1];
      const fits = of >= 0 && channel.fits(of, index);
      if (!fits && event !== undefined && reading.kind === 'echo' && reading.payload !== null) {
        strays.push(echoStray(event, reading.payload));
      }
    }
  }
  for (const stranger of account.strangers) {
    const event = received.find(({ bytes }) => readStreamFrame(bytes) === stranger);
    const payload = stranger.kind === 'echo' ? stranger.payload : null;
    if (event !== undefined && payload !== null) strays.push(echoStray(event, payload));
  }
  return { owed, odd, strays, answers: count };
}

const LOST: ReadonlySet<string> = new Set(['lost', 'lost-at-stop', 'hang', 'zombie']);

function echoStray(event: ReceivedEvent, payload: Uint8Array): Stray {
  return {
    event,
    asks: (other) => {
      for (const frame of other.history) {
        if (frame.kind === 'sent' && sameBytes(frame.bytes, payload)) return frame;
      }
      return null;
    },
  };
}
