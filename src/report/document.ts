import type { Violation } from '../oracles/index.js';
import { head } from './printable.js';
import type { FindingReport, FlakeReport, FrameReport, RunReport, StepReport } from './types.js';

/**
 * A run as it stands in a JSON report. Key names are stable: they are added to, never changed.
 *
 * `seed` is the text to give to `--seed`; `messages` counts the frames that cases sent, `judged` those of them that an
 * oracle judged. All else is as {@link RunReport} has it.
 */
export interface RunDocument extends Omit<RunReport, 'messages' | 'seed' | 'findings' | 'flakes'> {
  readonly seed: string;
  readonly seedNumber: number;
  readonly messages: number;
  readonly judged: number;
  readonly findings: readonly FindingDocument[];
  readonly flakes: readonly FlakeDocument[];
}

/** A finding with its violation; `steps`, `messages` and `bytes` are the size of its case, `case` the first of its steps. */
export interface FindingDocument
  extends Omit<FindingReport, 'violation' | 'size' | 'steps' | 'frames' | 'seed'>, Violation {
  readonly seed: string;
  readonly seedNumber: number;
  readonly steps: number;
  readonly messages: number;
  readonly bytes: number;
  readonly case: readonly StepReport[];
  readonly frames: readonly FrameDocument[];
}

/** `hex`: the first bytes. */
export interface FrameDocument extends Omit<FrameReport, 'bytes'> {
  readonly hex: string;
}

export interface FlakeDocument extends Omit<FlakeReport, 'violation'>, Violation {}

/** What a kernel wrote may be of any length: of each text so many characters are kept; the file of the case has the whole. */
const TEXT_KEPT = 20_000;
const FRAME_KEPT = 256;

export function runDocument({ seed, messages, findings, flakes, ...rest }: RunReport): RunDocument {
  return {
    ...rest,
    seed: seed.text,
    seedNumber: seed.number,
    messages: messages.sent,
    judged: messages.judged,
    findings: findings.map(findingDocument),
    flakes: flakes.map(({ violation, signature, reproduced }) =>
      Object.assign(kept(violation), { signature, reproduced }),
    ),
  };
}

/** The run that a document was made of. */
export function runOf({
  seed,
  seedNumber,
  messages,
  judged,
  findings,
  flakes,
  ...rest
}: RunDocument): RunReport {
  return {
    ...rest,
    seed: { text: seed, number: seedNumber },
    messages: { sent: messages, judged },
    findings: findings.map(findingOf),
    flakes: flakes.map(({ signature, reproduced, ...violation }) => ({ signature, reproduced, violation })),
  };
}

export function findingDocument({
  violation,
  size,
  steps,
  frames,
  seed,
  ...rest
}: FindingReport): FindingDocument {
  return {
    ...rest,
    ...kept(violation),
    seed: seed.text,
    seedNumber: seed.number,
    steps: size.steps,
    messages: size.messages,
    bytes: size.bytes,
    case: steps,
    frames: frames.map(({ bytes, ...frame }) => ({
      ...frame,
      hex: Buffer.from(bytes.subarray(0, FRAME_KEPT)).toString('hex'),
    })),
  };
}

export function findingOf(document: FindingDocument): FindingReport {
  const {
    oracle,
    rule,
    outcome,
    channel,
    step,
    tag,
    shape,
    path,
    change,
    expected,
    actual,
    because,
    ...rest
  } = document;
  const { seed, seedNumber, steps, messages, bytes, case: input, frames, ...finding } = rest;
  return {
    ...finding,
    violation: { oracle, rule, outcome, channel, step, tag, shape, path, change, expected, actual, because },
    seed: { text: seed, number: seedNumber },
    size: { steps, messages, bytes },
    steps: input,
    frames: frames.map(frameOf),
  };
}

function frameOf({ hex, ...frame }: FrameDocument): FrameReport {
  return { ...frame, bytes: new Uint8Array(Buffer.from(hex, 'hex')) };
}

function kept(violation: Violation): Violation {
  const { expected, actual, because } = violation;
  return { ...violation, expected: cut(expected), actual: cut(actual), because: cut(because) };
}

function cut(text: string): string {
  return text.length <= TEXT_KEPT
    ? text
    : `${head(text, TEXT_KEPT)}… (${text.length.toLocaleString('en-US')} characters)`;
}
