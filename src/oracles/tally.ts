import { chronicleOf } from '../history/index.js';
import { outcomesOfEcho } from './echo/outcomes.js';
import { outcomesOfProgram } from './program/outcomes.js';
import type { NoteOutcome } from './noteOutcome.js';
import { outcomesOfHost } from './sessions/outcomes.js';
import { bareChannel, sessionOf } from '../schema/index.js';
import type { Outcome, Trial } from './types.js';

/** The messages of one trial, counted. Probes and the stop command are no messages of the case. */
export interface Tally {
  readonly sent: number;
  /** Those whose outcome is known. */
  readonly judged: number;
  readonly bytes: number;
  readonly tags: ReadonlyMap<string, number>;
  readonly shapes: ReadonlyMap<string, number>;
  readonly channels: ReadonlyMap<string, number>;
  /** By session, where there are several. */
  readonly sessions: ReadonlyMap<string, number>;
  readonly outcomes: ReadonlyMap<Outcome, number>;
  /** Messages whose outcome is known, by all three: each combination once. */
  readonly cells: readonly OutcomeCell[];
}

/** How many messages of one tag and one shape had one outcome. */
export interface OutcomeCell {
  readonly tag: string | null;
  readonly shape: string;
  readonly outcome: Outcome;
  readonly messages: number;
}

/** Counts the messages of a trial by tag, shape, channel and outcome. A message without a tag counts under no tag. */
export function tally(trial: Trial): Tally {
  const outcomes = new Map<Outcome, number>();
  const byStep = new Uint32Array(trial.case.steps.length);
  const cells = new Map<string, OutcomeCell>();
  let sent = 0;
  let judged = 0;
  let bytes = 0;
  forEachOutcome(trial, (frame, outcome) => {
    if (frame.origin.kind === 'step') byStep[frame.origin.step] = (byStep[frame.origin.step] ?? 0) + 1;
    sent += 1;
    bytes += frame.bytes.length;
    if (outcome === null) return;
    judged += 1;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const step = frame.origin.kind === 'step' ? trial.case.steps[frame.origin.step] : undefined;
    if (step?.kind === 'send') addCell(cells, step.tag, step.shape, outcome);
  });
  for (const { origin, bytes: own } of chronicleOf(trial.history).taken) {
    if (origin.kind !== 'step') continue;
    byStep[origin.step] = (byStep[origin.step] ?? 0) + 1;
    sent += 1;
    bytes += own.length;
  }
  const tags = new Map<string, number>();
  const shapes = new Map<string, number>();
  const channels = new Map<string, number>();
  const sessions = new Map<string, number>();
  for (const [index, step] of trial.case.steps.entries()) {
    const times = byStep[index] ?? 0;
    if (times === 0 || step.kind !== 'send') continue;
    if (step.tag !== null) add(tags, step.tag, times);
    add(shapes, step.shape, times);
    add(channels, bareChannel(step.channel), times);
    const of = sessionOf(step.channel);
    if (of !== null) add(sessions, of.session, times);
  }
  return { sent, judged, bytes, tags, shapes, channels, sessions, outcomes, cells: [...cells.values()] };
}

/** What became of the messages of a trial. */
export function outcomesOf(trial: Trial): ReadonlyMap<Outcome, number> {
  return tally(trial).outcomes;
}

function forEachOutcome(trial: Trial, note: NoteOutcome): void {
  if (trial.target.sessions === undefined) ofSession(trial, note);
  else outcomesOfHost(trial, ofSession, note);
}

function ofSession(trial: Trial, note: NoteOutcome): void {
  const { answers } = trial.target;
  if (answers.kind === 'program') outcomesOfProgram(trial, answers, note);
  else outcomesOfEcho(trial, answers, note);
}

function addCell(cells: Map<string, OutcomeCell>, tag: string | null, shape: string, outcome: Outcome): void {
  const key = `${outcome} ${shape} ${tag ?? ''}`;
  const messages = (cells.get(key)?.messages ?? 0) + 1;
  cells.set(key, { tag, shape, outcome, messages });
}

function add(counts: Map<string, number>, name: string, times: number): void {
  counts.set(name, (counts.get(name) ?? 0) + times);
}
