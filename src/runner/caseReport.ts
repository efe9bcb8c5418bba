import { tellFault } from './faults/tellFault.js';
import type { Tally } from '../oracles/index.js';
import type { CaseReport, CaseStep, Verdict } from '../report/index.js';
import { show, type Step } from '../wire/index.js';
import { findingSignature } from './findingSignature.js';
import { violationsOf, type Tried } from './tried.js';

const STEPS_SHOWN = 6;
const TEXT_SHOWN = 120;

/** A case as the log of a run has it. */
export function caseReport(
  tried: Tried,
  { sent, judged, bytes, tags, shapes, outcomes }: Tally,
  place: Pick<CaseReport, 'index' | 'kernel' | 'kernelNumber' | 'seed' | 'scenario'>,
): CaseReport {
  const { steps } = tried.trial.case;
  const violations = [...new Set(violationsOf(tried).map((violation) => findingSignature(violation, [])))];
  const unknown = new Map<string, number>();
  for (const judgement of tried.judgements) {
    for (const [reason, n] of judgement.unknown) unknown.set(reason, (unknown.get(reason) ?? 0) + n);
  }
  return {
    ...place,
    messages: sent,
    judged,
    bytes,
    tags: Object.fromEntries(tags),
    shapes: Object.fromEntries(shapes),
    outcomes: Object.fromEntries(outcomes),
    verdict: verdictOf(violations.length, judged),
    violations,
    unknown: Object.fromEntries(unknown),
    seconds: tried.seconds,
    steps: steps.length,
    first: steps.slice(0, STEPS_SHOWN).map(caseStep),
  };
}

function verdictOf(violations: number, judged: number): Verdict {
  if (violations > 0) return 'invalid';
  return judged > 0 ? 'valid' : 'unknown';
}

function caseStep(step: Step): CaseStep {
  if (step.kind === 'fault')
    return { channel: null, tag: null, shape: null, times: 1, text: tellFault(step.fault) };
  const { channel, tag, shape, times, value } = step;
  return { channel, tag, shape, times, text: show(value, TEXT_SHOWN) };
}
