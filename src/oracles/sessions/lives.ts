import type { Trial } from '../types.js';
import { hostMessagesIn, type Answered, type Asked, type Exited } from './hostMessages.js';

/** One life of a session, from its creation to its end. */
export interface Life {
  readonly session: string;
  /** Null: it was there from the start. */
  readonly create: Asked | null;
  /** When the host could know that it is there; null: it was never told. */
  readonly knownAt: number | null;
  /** What asked for its end; null: nothing. */
  readonly stop: Asked | null;
  /** Its last word; null: none came. */
  readonly exit: Exited | null;
  /** How it began though another life of this session went on; null: it did not. */
  readonly over: string | null;
}

/** Answers and ends come on two sockets: what comes so close together has no order. Milliseconds. */
const SOCKETS_MS = 50;

const known = new WeakMap<Trial, readonly Life[]>();

/**
 * The lives of all sessions that were asked to begin or to end: `mgmt` is worked off in order, so the requests of one
 * session tell which life each of them is about, and its ends come in the order of its lives.
 */
export function livesIn(trial: Trial): readonly Life[] {
  let lives = known.get(trial);
  if (lives === undefined) known.set(trial, (lives = collect(trial)));
  return lives;
}

function collect(trial: Trial): readonly Life[] {
  const { creates, stops, exits } = hostMessagesIn(trial.history);
  const names = new Set([...creates, ...stops, ...exits].map(({ session }) => session));
  return [...names].flatMap((session) => livesOf(trial, session));
}

interface Draft {
  create: Asked | null;
  answer: Answered | null;
  stop: Asked | null;
  over: string | null;
}

function livesOf(trial: Trial, session: string): readonly Life[] {
  const { creates, stops, answers, exits } = hostMessagesIn(trial.history);
  const own = <T extends { readonly session: string }>(all: readonly T[]): readonly T[] =>
    all.filter((one) => one.session === session);
  const requests = [
    ...own(creates).map((asked, at) => ({
      kind: 'create' as const,
      asked,
      answer: own(answers)[at] ?? null,
    })),
    ...own(stops).map((asked) => ({ kind: 'stop' as const, asked, answer: null })),
  ].toSorted((a, b) => a.asked.frame.seq - b.asked.frame.seq);
  const initial = trial.target.sessions?.initial.includes(session) === true;
  const lives: Draft[] = initial ? [{ create: null, answer: null, stop: null, over: null }] : [];
  let current = lives.at(-1) ?? null;
  for (const { kind, asked, answer } of requests) {
    if (kind === 'stop') {
      if (current !== null) current.stop = asked;
      current = null;
      continue;
    }
    if (answer !== null && !answer.success) continue;
    const over = current === null ? null : overIn(answer, own(exits));
    lives.push((current = { create: asked, answer, stop: null, over }));
  }
  const ended = own(exits);
  const stopped = lives.filter(({ stop }) => stop !== null);
  return lives.map((life) => ({
    session,
    create: life.create,
    knownAt: life.create === null ? -Infinity : (life.answer?.event.at ?? null),
    stop: life.stop,
    exit: life.stop === null ? null : (ended[stopped.indexOf(life)] ?? null),
    over: life.over,
  }));
}

/** What is wrong with a second life when the first was not to end; null: nothing that is known. */
function overIn(answer: Answered | null, exits: readonly Exited[]): string | null {
  if (answer === null) return null;
  if (exits.some(({ event }) => event.at <= answer.event.at + SOCKETS_MS)) return null;
  return 'it was created again with success, and the first did not end: nobody can reach or stop that any more';
}
