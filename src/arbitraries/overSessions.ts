import { channelIn } from '../schema/index.js';
import type { Case, Step } from '../wire/index.js';
import type { Arbitrary } from 'fast-check';
import type { Draw } from './draw.js';
import { drawn } from './drawn.js';

/**
 * A case for one session as one for several: each step goes to a session that is drawn, and each session has senders of
 * its own, so that they run at once. Often a few steps in a row go to the same one; now and then all do.
 */
export function overSessions(input: Case, sessions: readonly string[]): Arbitrary<Case> {
  return drawn((draw) => spread(draw, input, sessions));
}

function spread(draw: Draw, { steps }: Case, sessions: readonly string[]): Case {
  const count = draw.chance(3, 4) ? sessions.length : 1 + draw.below(sessions.length);
  const some = draw.chance(1, 4)
    ? [draw.pick(sessions)]
    : rotated(sessions, draw.below(sessions.length), count);
  const stays = draw.below(8);
  let at = 0;
  const open = new Map<number, number>();
  return {
    steps: steps.map((step): Step => {
      if (draw.below(stays + 1) === 0) at = draw.below(some.length);
      const own = open.get(step.sender) ?? at;
      if (step.kind === 'send' && step.more === true) open.set(step.sender, own);
      else open.delete(step.sender);
      const sender = step.sender * some.length + own;
      const session = some[own] ?? '';
      return step.kind === 'fault'
        ? { ...step, sender }
        : { ...step, sender, channel: channelIn(session, step.channel) };
    }),
  };
}

/** A story that is told to one session, all of it. */
export function inOneSession(draw: Draw, { steps }: Case, sessions: readonly string[]): Case {
  const session = draw.pick(sessions);
  return {
    steps: steps.map((step) =>
      step.kind === 'fault' ? step : { ...step, channel: channelIn(session, step.channel) },
    ),
  };
}

function rotated(list: readonly string[], by: number, count: number): readonly string[] {
  return [...list.slice(by), ...list.slice(0, by)].slice(0, count);
}
