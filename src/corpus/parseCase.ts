import { decode, encode, fromTagged, sameBytes, type Step, type WireValue } from '../wire/index.js';
import { caseFile, type SendFile, type StepFile } from './caseFile.js';
import { CorpusError } from './corpusError.js';
import { issues } from './issues.js';
import { MESSAGES_MAX, SENT_BYTES_MAX } from './limits.js';
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
  const checked = caseFile.safeParse(parseDocument(path, source, CASE_FORMAT));
  if (!checked.success) throw invalid(path, issues(checked.error));
  const { about, kernel, schema, evidence, steps } = checked.data;
  checkAmount(path, steps);
  return {
    about,
    kernel,
    schema,
    evidence,
    case: { steps: steps.map((step, at) => toStep(path, step, at)) },
  };
}

function checkAmount(path: string, steps: readonly StepFile[]): void {
  const sends = steps.filter((step) => step.kind === 'send');
  const messages = sends.reduce((sum, step) => sum + step.times, 0);
  const bytes = sends.reduce((sum, step) => sum + step.times * length(step), 0);
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

function toStep(path: string, step: StepFile, at: number): Step {
  if (step.kind === 'fault') return step;
  const { kind, channel, sender, shape, tag, times, more, afterMs } = step;
  try {
    const value = valueOf(step);
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
function valueOf(step: SendFile): WireValue {
  const bytes = unpackBytes(step.bytes);
  if (!Object.hasOwn(step, 'value')) return readBytes(bytes);
  const value = fromTagged(step.value);
  if (!sameBytes(encode(value), bytes)) {
    throw new Error('value and bytes disagree; correct one of them, or take the value out to keep the bytes');
  }
  return value;
}

/** Bytes that no decoder takes are a value too: themselves. */
function readBytes(bytes: Uint8Array): WireValue {
  const decoded = decode(bytes, { headers: true });
  return decoded.kind === 'value' ? decoded.value : { kind: 'raw', bytes };
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
