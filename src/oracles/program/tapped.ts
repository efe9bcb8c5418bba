import type { Event, SentEvent } from '../../history/index.js';
import { accountOf, type Account, type EchoAnswers } from '../echo/account.js';
import type { Trial } from '../types.js';
import type { ProgramAnswers } from './owing.js';

/** What the tap in a program reported, as the trial of the typed echo that it is made to be. */
export interface Tapped {
  readonly trial: Trial;
  readonly answers: EchoAnswers;
  readonly account: Account;
}

const known = new WeakMap<Trial, Tapped>();

/** Null: the program has no tap. */
export function tappedOf(trial: Trial, { schema, tap, msgspec }: ProgramAnswers): Tapped | null {
  if (tap !== 'on') return null;
  let tapped = known.get(trial);
  if (tapped !== undefined) return tapped;
  const answers: EchoAnswers = {
    kind: 'typed-echo',
    schema,
    loses: [],
    ...(msgspec === undefined ? {} : { msgspec }),
  };
  const echo: Trial = {
    target: { ...trial.target, answers },
    case: trial.case,
    history: trial.history.flatMap(asEcho),
  };
  tapped = { trial: echo, answers, account: accountOf(echo, answers) };
  known.set(trial, tapped);
  return tapped;
}

/** Whether the tap reports that the decoder took this frame. */
export function wasTaken(tapped: Tapped | null, frame: SentEvent): boolean {
  const own = tapped?.account.channels.find(({ channel }) => channel === frame.channel);
  const at = own?.sent.findIndex(({ seq }) => seq === frame.seq) ?? -1;
  return own?.answer(at)?.kind === 'echo';
}

/** What the program itself says is no answer of an echo. */
function asEcho(event: Event): readonly Event[] {
  if (event.kind === 'tapped') return [{ ...event, kind: 'received', channel: 'stream' }];
  return event.kind === 'received' ? [] : [event];
}
