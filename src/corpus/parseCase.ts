import { encode, fromTagged, sameBytes, type Step, type WireValue } from '../wire/index.js';
import { caseHead, stepFile, type SendFile, type StepFile } from './caseFile.js';
import { CorpusError } from './corpusError.js';
import { frameValues } from './frameValues.js';
import { issues } from './issues.js';
import { MESSAGES_MAX, SENT_BYTES_MAX, unpackedBytesMax } from './limits.js';
import { unpackBytes } from './packedBytes.js';
import type { SavedCase } from './savedCase.js';
import { parseDocument, type Format } from './strictDocument.js';

export const CASE_FORMAT: Format = { format: 'skewfuzz-case', version: 1 };

/**
 * The text of a case file as a case; `path` is for the errors.
 *
 * @throws CorpusError of kind `truncated`, `hostile`, `invalid` or `unknown-version`.
 */
export function parseCase(path: string, source: string): SavedCase {
  const checked = caseHead.safeParse(parseDocument(path, source, CASE_FORMAT));
  if (!checked.success) throw invalid(path, issues(checked.error));
  const { about, kernel, schema, evidence } = checked.data;
  const steps = checked.data.steps.map((step, at) => checkedStep(path, step, at));
  checkAmount(path, steps, source.length);
  const valueIn = frameValues();
  return {
    about,
    kernel,
    schema,
    evidence,
    case: { steps: steps.map((step, at) => toStep(path, step, at, valueIn)) },
  };
}

/** One after the other, so that the first that is wrong is the last that is looked at. */
function checkedStep(path: string, step: unknown, at: number): StepFile {
  const checked = stepFile.safeParse(step);
  if (!checked.success) throw invalid(path, issues(checked.error, ['steps', at]));
  return checked.data;
}

function checkAmount(path: string, steps: readonly StepFile[], fileLength: number): void {
  const sends = steps.filter((step) => step.kind === 'send');
  const messages = sends.reduce((sum, step) => sum + step.times, 0);
  const bytes = sends.reduce((sum, step) => sum + step.times * length(step), 0);
  const unpacked = sends.reduce((sum, step) => sum + length(step), 0);
  if (unpacked > unpackedBytesMax(fileLength)) {
    throw new CorpusError({
      kind: 'hostile',
      path,
      expected: `steps of at most ${unpackedBytesMax(fileLength)} bytes in a file of this size`,
      came: `they have ${unpacked} bytes when they are unpacked`,
      todo: 'skewfuzz writes no such file: do not run it.',
    });
  }
  if (messages <= MESSAGES_MAX && bytes <= SENT_BYTES_MAX) return;
  throw new CorpusError({
    kind: 'hostile',
    path,
    expected: `at most ${MESSAGES_MAX} messages of ${SENT_BYTES_MAX} bytes together`,
    came: `it would send ${messages} messages of ${bytes} bytes`,
    todo: 'skewfuzz writes no such file: do not run it.',
  });
}

function length({ bytes }: SendFile): number {
  return typeof bytes === 'string' ? bytes.length / 2 : bytes.length;
}

type ValueIn = ReturnType<typeof frameValues>;

function toStep(path: string, step: StepFile, at: number, valueIn: ValueIn): Step {
  if (step.kind === 'fault') return step;
  const { kind, channel, sender, shape, tag, times, more, afterMs } = step;
  try {
    const value = valueOf(step, valueIn);
    return {
      kind,
      channel,
      sender,
      shape,
      tag,
      times,
      value,
      ...(more === true ? { more } : {}),
      ...(afterMs === undefined ? {} : { afterMs }),
    };
  } catch (cause) {
    throw invalid(path, `$.steps[${at}]: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}

/** The bytes rule: the value is only taken when it says the same. */
function valueOf(step: SendFile, valueIn: ValueIn): WireValue {
  const bytes = unpackBytes(step.bytes);
  if (!Object.hasOwn(step, 'value')) return valueIn(bytes);
  const value = fromTagged(step.value);
  if (!sameBytes(encode(value), bytes)) {
    throw new Error('value and bytes disagree; correct one of them, or take the value out to keep the bytes');
  }
  return value;
}

function invalid(path: string, came: string, cause?: unknown): CorpusError {
  return new CorpusError({
    kind: 'invalid',
    path,
    expected: 'a case file of version 1',
    came: `it does not hold: ${came}`,
    todo: 'Correct it, or restore it from version control.',
    cause,
  });
}
