import { chronicleOf, type ReceivedEvent, type SentEvent } from '../history/index.js';
import { readStreamFrame, sendAt, type SendStep, type StreamReading } from '../wire/index.js';
import { blameFrame } from './blame.js';
import { Sheet, type Charge } from './sheet.js';
import type { Oracle, OwnOracle, Trial } from './types.js';

/** A message of the case, and what a kernel that answers every frame answered. */
export interface Exchange {
  readonly step: SendStep;
  readonly sent: SentEvent;
  /** The first answer to it: `payload` is the value as the kernel understood it, in msgpack. */
  readonly answer: Extract<StreamReading, { kind: 'echo' | 'decode-error' }>;
  readonly received: ReceivedEvent;
}

/** What an oracle thinks of one exchange: null: all is well. */
export type Opinion =
  | null
  /** It cannot tell, and why: counted, and never taken for a pass. */
  | { readonly unknown: string }
  /** A rule is broken. `rule` in kebab-case and the same for equal bugs; `outcome`: default `echoed`. */
  | (Omit<Charge, 'outcome'> & { readonly outcome?: Charge['outcome'] });

/**
 * An oracle of one's own over messages and their answers, one by one. What a claim about order, time or the whole trial
 * needs is in {@link Trial}: write an {@link Oracle} then.
 *
 * @param name - `own:` and a name in kebab-case
 * @param opinion - pure: the same exchange, the same opinion
 */
export function ownOracle(name: OwnOracle, opinion: (exchange: Exchange) => Opinion): Oracle {
  return {
    name,
    judge(trial) {
      const sheet = new Sheet(name);
      for (const exchange of exchangesIn(trial)) {
        const thought = opinion(exchange);
        if (thought !== null && 'unknown' in thought) {
          sheet.unknown(thought.unknown);
          continue;
        }
        sheet.judged();
        if (thought === null) continue;
        sheet.violate(blameFrame(trial, exchange.sent), () => ({ outcome: 'echoed', ...thought }));
      }
      return sheet.judgement();
    },
  };
}

/** The messages that were answered, in the order of their answers. */
function exchangesIn(trial: Trial): readonly Exchange[] {
  const { sent, received } = chronicleOf(trial.history);
  const waiting = new Map<string, SentEvent>();
  for (const event of [...sent.values()].flat()) waiting.set(`${event.channel} ${event.seq}`, event);
  return received.flatMap((event) => {
    const answer = readStreamFrame(event.bytes);
    if (answer.kind !== 'echo' && answer.kind !== 'decode-error') return [];
    const name = `${answer.channel} ${answer.seq}`;
    const asked = waiting.get(name);
    waiting.delete(name);
    if (asked?.origin.kind !== 'step') return [];
    const step = sendAt(trial.case, asked.origin.step);
    return step === undefined ? [] : [{ step, sent: asked, answer, received: event }];
  });
}
