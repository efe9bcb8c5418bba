import type { EchoAnswers } from '../echo/account.js';
import { NOTHING_JUDGED } from '../sheet.js';
import type { Judgement, Trial } from '../types.js';
import type { ProgramAnswers } from './owing.js';
import { tappedOf, type Tapped } from './tapped.js';

/**
 * What an oracle says of a program by what it replies, and by what its tap reports. A frame that was lost or
 * misunderstood before the program had it is told once: by the tap, which stands nearer to the cause.
 */
export function withTap(
  trial: Trial,
  answers: ProgramAnswers,
  byReplies: (trial: Trial, answers: ProgramAnswers) => Judgement,
  byTap: (trial: Trial, answers: EchoAnswers) => Judgement,
): Judgement {
  const own = byReplies(trial, answers);
  const tapped = tappedOf(trial, answers);
  if (tapped === null) return answers.tap === 'missing' ? tapMissing(trial, own) : own;
  const blamed = blamedSteps(tapped);
  const violations = own.violations.filter(({ step }) => step === null || !blamed.has(step));
  return merged({ ...own, violations }, byTap(tapped.trial, tapped.answers));
}

/** Steps of which the tap shows that the decoder did not get them as it ought to. */
function blamedSteps({ account }: Tapped): ReadonlySet<number> {
  const steps = new Set<number>();
  for (const channel of account.channels) {
    for (const [frame, { origin }] of channel.sent.entries()) {
      if (origin.kind !== 'step') continue;
      const fate = account.fateOf(channel, frame);
      if (fate === 'lost' || fate === 'astray' || channel.fitOf(frame) === 'misfit') steps.add(origin.step);
    }
  }
  return steps;
}

function merged(own: Judgement, tap: Judgement): Judgement {
  const violations = [...tap.violations, ...own.violations];
  const judged = own.judged + tap.judged;
  const unknown = new Map(own.unknown);
  for (const [reason, count] of tap.unknown) unknown.set(reason, (unknown.get(reason) ?? 0) + count);
  if (judged > 0 || unknown.size > 1) unknown.delete(NOTHING_JUDGED);
  const verdict = violations.length > 0 ? 'invalid' : judged > 0 ? 'valid' : 'unknown';
  const hazards = new Map([...own.hazards, ...tap.hazards]);
  return { oracle: own.oracle, verdict, judged, violations, more: own.more + tap.more, unknown, hazards };
}

function tapMissing(trial: Trial, own: Judgement): Judgement {
  const frames = trial.history.filter(({ kind }) => kind === 'sent').length;
  const unknown = new Map(own.unknown).set(
    'this release keeps its decoders where the tap does not find them',
    frames,
  );
  return { ...own, unknown };
}
