import type { Outcome, Violation } from '../oracles/index.js';
import { cut, printable } from './printable.js';

/** What a violation is, for a person: stored in case files, and the top of every failure block. */
export interface About {
  /** `round-trip · lossy · value-changed · control · ping`: one line that greps. */
  readonly headline: string;
  /** What happened; what had to come; what came. */
  readonly lines: readonly [string, string, string];
}

export function about(violation: Violation): About {
  return {
    headline: headline(violation),
    lines: [
      sentence(violation),
      `expected  ${cut(violation.expected, 200)}`,
      `got       ${cut(violation.actual, 200)}`,
    ],
  };
}

/** `oracle · outcome · rule · channel · tag · shape`, without those that do not apply. */
export function headline(violation: Violation): string {
  const { oracle, outcome, rule, channel, tag, shape } = violation;
  return [oracle, outcome, rule, channel, tag, shape]
    .filter((word) => word !== null)
    .map((word) => printable(word))
    .join(' · ');
}

/** What happened, in one sentence. */
export function sentence(violation: Violation): string {
  const message = violation.tag === null ? 'A frame' : printable(violation.tag);
  const on = violation.channel === null ? '' : ` on ${printable(violation.channel)}`;
  return `${SAYINGS[violation.outcome](`${message}${on}`, on)}${where(violation)}.`;
}

const SAYINGS: Readonly<Record<Outcome, (message: string, on: string) => string>> = {
  echoed: (message) => `${message} was answered, but not as promised`,
  lossy: (message) => `${message} came back changed`,
  refused: (message) => `${message} was refused wrongly`,
  'dropped-logged': (message) => `${message} got no answer; only the kernel's log tells of it`,
  'dropped-silent': (message) => `${message} vanished: no answer, no error, no log line`,
  zombie: (_message, on) => `The kernel lives but no longer answers${on}`,
  crash: () => 'The kernel died',
  hang: () => 'The kernel did not come to an end in time',
  reordered: (_message, on) => `Messages${on} were answered in another order than they were sent`,
  duplicated: (message) => `${message} was answered more than once`,
};

function where(violation: Violation): string {
  const at = violation.path === null ? '' : ` at ${cut(violation.path, 120)}`;
  return violation.change === null ? at : `${at} (${cut(violation.change, 120)})`;
}
