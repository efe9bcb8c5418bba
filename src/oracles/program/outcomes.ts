import type { SentEvent } from '../../history/index.js';
import { outcomesOfEcho } from '../echo/outcomes.js';
import type { NoteOutcome } from '../noteOutcome.js';
import type { Outcome, Trial } from '../types.js';
import { dropped } from '../dropped.js';
import { programAccountOf, type ProgramAccount, type ProgramChannel } from './account.js';
import { itemDifference } from './delivery.js';
import { groupBy } from './groupBy.js';
import { logLines } from './logLines.js';
import type { Owing, ProgramAnswers } from './owing.js';
import { mayBeForwarded, refusalsIn } from './refusals.js';
import { replyDifference } from './replyDifference.js';
import type { Request } from './requests.js';
import { silenceOf } from './silence.js';
import { tappedOf } from './tapped.js';

/** Tells what became of each frame that a step sent, as far as replies, deliveries and the log show it. */
export function outcomesOfProgram(trial: Trial, answers: ProgramAnswers, note: NoteOutcome): void {
  const account = programAccountOf(trial, answers);
  const delivered = deliveredOutcomes(account);
  const refused = refusedOutcome(account);
  const silence = silenceOf(account);
  const reported = reportedOutcomes(trial, answers);
  for (const channel of account.channels) {
    const owed = groupBy(channel.owings, ({ request }) => request);
    for (const request of channel.requests) {
      if (request.frame.origin.kind !== 'step') continue;
      const owings = owed.get(request) ?? [];
      const outcome =
        repliedOutcome(account, channel, owings) ??
        delivered.get(request) ??
        (request.prediction.kind === 'refused' ? refused : null) ??
        endOutcome(channel, owings, silence?.kind ?? null);
      const own = reported.get(request.frame) ?? null;
      note(request.frame, outcome === null || (outcome === 'echoed' && own !== null) ? own : outcome);
    }
  }
}

/** By what the tap reports of each frame; where replies or the log say something worse, that counts. */
function reportedOutcomes(trial: Trial, answers: ProgramAnswers): ReadonlyMap<SentEvent, Outcome | null> {
  const outcomes = new Map<SentEvent, Outcome | null>();
  const tapped = tappedOf(trial, answers);
  if (tapped !== null) {
    outcomesOfEcho(tapped.trial, tapped.answers, (frame, outcome) => outcomes.set(frame, outcome));
  }
  return outcomes;
}

function repliedOutcome(
  account: ProgramAccount,
  channel: ProgramChannel,
  owings: readonly Owing[],
): Outcome | null {
  const fates = owings.map((owing) => channel.fateOf(owing));
  const lost = owings[fates.indexOf('lost')];
  if (lost !== undefined) return dropped(logLines(account.chronicle), lost.request.frame.at, Infinity);
  if (!fates.includes('replied')) return null;
  if (owings.some((owing) => channel.moved.has(owing))) return 'reordered';
  if (account.paired.doubled.some(({ owing }) => owings.includes(owing))) return 'duplicated';
  const differs = owings.some((owing) => {
    const reply = account.paired.replyOf.get(owing);
    return reply !== undefined && replyDifference(owing, reply, account.answers).kind === 'different';
  });
  return differs ? 'lossy' : 'echoed';
}

/** By what the kernel lists of a channel that nothing answers. */
function deliveredOutcomes({ deliveries }: ProgramAccount): ReadonlyMap<Request, Outcome> {
  const outcomes = new Map<Request, Outcome>();
  for (const delivery of deliveries) {
    for (const [at, item] of delivery.items.entries()) {
      const request = delivery.expected[delivery.frameOf[at] ?? -1];
      if (request !== undefined)
        outcomes.set(request, itemDifference(request, item) === null ? 'echoed' : 'lossy');
    }
    if (!delivery.complete) continue;
    for (const request of delivery.expected) {
      if (request.prediction.kind === 'value' && !outcomes.has(request))
        outcomes.set(request, 'dropped-silent');
    }
  }
  return outcomes;
}

/** The log names no frame: of several, all were logged or nobody can say which. */
function refusedOutcome(account: ProgramAccount): Outcome | null {
  const refusals = refusalsIn(account);
  const { sure, logged } = refusals;
  if (logged >= sure.length) return 'refused';
  return sure.length === 1 && !mayBeForwarded(refusals) && account.ending.kind === 'living'
    ? 'dropped-silent'
    : null;
}

function endOutcome(
  channel: ProgramChannel,
  owings: readonly Owing[],
  silence: 'hang' | 'zombie' | null,
): Outcome | null {
  const fates = new Set(owings.map((owing) => channel.fateOf(owing)));
  if (fates.has('crash')) return 'crash';
  return fates.has('deaf') ? silence : null;
}
