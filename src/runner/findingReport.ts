import type { Event } from '../history/index.js';
import type { FindingReport, FrameReport, Size, StepReport } from '../report/index.js';
import type { Schema } from '../schema/index.js';
import { encode, sendsIn, show, type Step } from '../wire/index.js';
import { findingName } from '../corpus/index.js';
import { annotatedStep } from './annotatedStep.js';
import { tellFault } from './faults/tellFault.js';
import { findingSignature } from './findingSignature.js';
import type { Found } from './investigate.js';
import { opened } from './opened.js';
import { rerunOf } from './rerunOf.js';
import { storyOf } from './storyOf.js';

/** Steps and frames that a report shows; the file holds them all. */
const STEPS_SHOWN = 12;
const FRAMES_SHOWN = 12;
const TEXT_SHOWN = 400;
const BYTES_KEPT = 256;

/** A finding as reports show it. */
export function findingReport(
  found: Found,
  {
    kernel,
    host,
    only,
    seed,
    known,
    file,
  }: Pick<FindingReport, 'kernel' | 'host' | 'only' | 'seed' | 'known' | 'file'>,
): FindingReport {
  const { violation, tried } = found.shown;
  const signature = findingSignature(violation, found.steps);
  return {
    id: findingName({ signature, violation }),
    kernel,
    host,
    only,
    signature,
    violation,
    size: sizeOf(found.steps),
    steps: found.steps.slice(0, STEPS_SHOWN).map((step) => stepReport(tried.trial.target.schema, step)),
    shrunk: found.runs === 0 ? null : { from: sizeOf(found.from), runs: found.runs },
    reproduced: { k: found.confirmed.k, n: found.confirmed.n },
    frames: tried.trial.history
      .slice(beginningOf(tried.trial.history, violation.step))
      .flatMap(frameReport)
      .slice(0, FRAMES_SHOWN),
    story: storyOf(tried.trial.history, tried.trial.target.schema, violation.step),
    rerun: rerunOf(tried),
    kernelState: stateOf(tried.trial.target.name, tried.trial.history),
    seed,
    file,
    known,
  };
}

/** How much a case is. */
export function sizeOf(steps: readonly Step[]): Size {
  let messages = 0;
  let bytes = 0;
  for (const step of sendsIn(steps)) {
    messages += step.times;
    bytes += step.times * encode(step.value).length;
  }
  return { steps: steps.length, messages, bytes };
}

function stepReport(schema: Schema, step: Step): StepReport {
  if (step.kind === 'fault') {
    return { kind: step.kind, afterMs: step.afterMs, text: tellFault(step.fault) };
  }
  const { kind, channel, sender, shape, tag, times, more = false } = step;
  const bytes = encode(step.value);
  const text = show(opened(schema, step).value, TEXT_SHOWN);
  const annotated = annotatedStep(schema, channel, bytes);
  return { kind, channel, sender, shape, tag, times, text, bytes: bytes.length, more, annotated };
}

/** Where to begin to show a history: a little before the frame that is to blame. */
function beginningOf(history: readonly Event[], step: number | null): number {
  const at = history.findIndex(
    (event) => event.kind === 'sent' && event.origin.kind === 'step' && event.origin.step === step,
  );
  return Math.max(0, at - FRAMES_BEFORE);
}

const FRAMES_BEFORE = 2;

function frameReport(event: Event): readonly FrameReport[] {
  if (event.kind !== 'sent' && event.kind !== 'received') return [];
  const { at, channel, bytes } = event;
  // A copy of the first ones: the report outlives the history.
  return [{ direction: event.kind, at, channel, bytes: bytes.slice(0, BYTES_KEPT), length: bytes.length }];
}

function stateOf(kernel: string, history: readonly Event[]): string {
  const exit = history.findLast((event) => event.kind === 'exit');
  const silent = history.some((event) => event.kind === 'deadline');
  const lastLine = history.findLast((event) => event.kind === 'log' && event.stream === 'stderr');
  const state =
    exit === undefined
      ? silent
        ? 'alive and silent'
        : 'alive'
      : `ended with ${exit.signal ?? `code ${exit.code}`}${exit.wanted ? ' when told to stop' : ''}`;
  const stderr = lastLine?.kind === 'log' ? `last on stderr: ${lastLine.line}` : 'stderr empty';
  return `${kernel}, ${state}, ${stderr}`;
}
