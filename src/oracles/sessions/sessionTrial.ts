import { chronicleOf, type Event, type History } from '../../history/index.js';
import { EXITED, HOST_CHANNELS, sessionOf } from '../../schema/index.js';
import type { Target, Trial } from '../types.js';
import { hostMessagesIn } from './hostMessages.js';

/**
 * The sessions that there were from the first event to the last: nobody asked to create or to stop them, or named them
 * in a message that was put together by hand, which they may have taken for one of their own.
 */
export function steadySessions({ target, history }: Trial): readonly string[] {
  const { creates, stops } = hostMessagesIn(history);
  const touched = new Set([...creates, ...stops].map(({ session }) => session));
  for (const { bytes } of chronicleOf(history).sent.get(HOST_CHANNELS.cmd) ?? []) {
    if (bytes.length < NAME_BYTES_MAX) touched.add(Buffer.from(bytes).toString('utf8'));
  }
  return (target.sessions?.initial ?? []).filter((session) => !touched.has(session));
}

/** Longer is no name of a session that a host begins with. */
const NAME_BYTES_MAX = 16;

/**
 * The trial as one session saw it: its own frames on its own channels, and what befell the process. The steps of the
 * case keep their numbers. What the process logs belongs to no session, so it is given to one only where it is the only
 * one that a step sent anything to.
 */
export function sessionTrial(trial: Trial, session: string): Trial {
  let own = projections.get(trial);
  if (own === undefined) projections.set(trial, (own = project(trial)));
  const events = own.events.get(session) ?? own.common;
  let projected = own.trials.get(session);
  if (projected === undefined) {
    projected = { target: own.target, case: trial.case, history: events };
    own.trials.set(session, projected);
  }
  return projected;
}

interface Projection {
  readonly target: Target;
  readonly events: ReadonlyMap<string, History>;
  /** What every session has in common. */
  readonly common: History;
  readonly trials: Map<string, Trial>;
}

const projections = new WeakMap<Trial, Projection>();

function project({ target, history }: Trial): Projection {
  const { sessions, ...alone } = target;
  const busy = busySessions(history);
  const only = busy.size === 1 ? [...busy][0] : undefined;
  const events = new Map<string, Event[]>((sessions?.initial ?? []).map((name) => [name, []]));
  for (const name of sessionsIn(history)) if (!events.has(name)) events.set(name, []);
  const common: Event[] = [];
  for (const event of history) {
    if (event.kind === 'sent' || event.kind === 'received') {
      const of = sessionOf(event.channel);
      if (of !== null && of.channel !== EXITED) {
        events.get(of.session)?.push({ ...event, channel: of.channel });
      }
      continue;
    }
    if (event.kind === 'log') {
      if (only !== undefined) events.get(only)?.push(event);
      continue;
    }
    common.push(event);
    for (const own of events.values()) own.push(event);
  }
  return { target: alone, events, common, trials: new Map() };
}

function busySessions(history: History): ReadonlySet<string> {
  const busy = new Set<string>();
  for (const event of history) {
    if (event.kind !== 'sent' || event.origin.kind !== 'step') continue;
    busy.add(sessionOf(event.channel)?.session ?? '');
  }
  return busy;
}

function sessionsIn(history: History): ReadonlySet<string> {
  const names = new Set<string>();
  for (const event of history) {
    if (event.kind !== 'sent' && event.kind !== 'received') continue;
    const of = sessionOf(event.channel);
    if (of !== null) names.add(of.session);
  }
  return names;
}
