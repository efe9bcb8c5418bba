import type { JsonObject } from '../../wire/index.js';
import type { Owed, ReplyRule } from '../../schema/index.js';
import type { Answers } from '../types.js';
import { groupBy } from './groupBy.js';
import type { Request } from './requests.js';
import { textAt } from './valueAt.js';

/** A program with replies of its own. */
export type ProgramAnswers = Extract<Answers, { kind: 'program' }>;

/** A reply that a request gets, or may get. */
export interface Owing {
  readonly request: Request;
  readonly rule: ReplyRule;
  /** By which the reply names its request; null: by nothing but its order. */
  readonly key: string | null;
  /** `never`: the request is refused, and a reply would show that it was not. */
  readonly owed: Owed | 'never';
  /** Its place among all that is owed on the channel. */
  readonly place: number;
}

/** A notification that may be a reply. */
export interface Reply {
  readonly op: string;
  readonly json: JsonObject;
  /** Its index among all frames received. */
  readonly arrival: number;
}

/** What is owed for the requests of one channel, in the order in which it is to come. */
export function owingsFor(requests: readonly Request[], answers: ProgramAnswers): readonly Owing[] {
  const rules = groupBy(answers.replies, ({ channel, tag }) => `${channel} ${tag}`);
  const owings: Owing[] = [];
  for (const request of requests) {
    if (request.tag === null) continue;
    for (const rule of rules.get(`${request.frame.channel} ${request.tag}`) ?? []) {
      const owed = owedFor(request, rule);
      const key =
        rule.key === null || request.value === null ? null : textAt(request.value, rule.key.request);
      // Without a key nothing could show that a refused request was answered.
      if (owed === 'never' && key === null) continue;
      owings.push({ request, rule, key, owed, place: owings.length });
    }
  }
  return owings;
}

function owedFor(request: Request, rule: ReplyRule): Owing['owed'] {
  switch (request.prediction.kind) {
    case 'value':
      return rule.owed;
    case 'ask':
      return 'perhaps';
    case 'refused':
      return 'never';
  }
}
