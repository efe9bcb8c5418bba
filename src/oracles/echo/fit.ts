import {
  canonicalBytes,
  decode,
  firstDifference,
  mayRefuse,
  sameBytes,
  type Difference,
  type LossName,
  type WireValue,
} from '../../wire/index.js';
import type { EchoReading } from './answers.js';
import type { Expectation } from './expectation.js';
import { withFresh } from '../withFresh.js';

/** Whether an answer is one that a healthy kernel may give: the frame came back, was refused, or neither as it may. */
export type Fit = 'echoed' | 'refused' | 'misfit';

export function fit(
  expectation: Expectation,
  sent: Uint8Array,
  answer: EchoReading,
  loses: ReadonlySet<LossName>,
): Fit {
  switch (expectation.kind) {
    case 'value':
      if (answer.kind === 'echo' && answer.payload !== null) {
        const expected = expectation.bytes ?? sent;
        if (isSame(expected, answer.payload)) return 'echoed';
        return payloadDifference(expectation, sent, answer.payload, loses) === null ? 'echoed' : 'misfit';
      }
      return fitsRefusal(expectation.mayRaise, sent, answer, loses) ? 'refused' : 'misfit';
    case 'refused':
      return answer.kind === 'decode-error' && fitsError(expectation, answer.error) ? 'refused' : 'misfit';
    case 'ask':
      return answer.kind === 'echo' && answer.payload !== null ? fitsAnyValue(answer.payload) : 'refused';
  }
}

/** What was sent in another form than the shortest comes back in that one. */
function isSame(expected: Uint8Array, payload: Uint8Array): boolean {
  return sameBytes(expected, payload) || sameBytes(canonicalBytes(expected), payload);
}

/** An error that the expectation allows, in class and, where that is known, in place. */
export function fitsError(
  { mayRaise, path }: Extract<Expectation, { kind: 'refused' }>,
  error: { readonly kind: string; readonly path: string | null },
): boolean {
  if (!mayRaise.includes(error.kind)) return false;
  return path === undefined || error.kind !== mayRaise[0] || error.path === path;
}

function fitsAnyValue(payload: Uint8Array): Fit {
  return decode(payload).kind === 'value' ? 'echoed' : 'misfit';
}

/** A valid message that was refused, or decoded and could not be encoded: only where a freedom or a loss allows it. */
function fitsRefusal(
  mayRaise: readonly string[],
  sent: Uint8Array,
  answer: EchoReading,
  loses: ReadonlySet<LossName>,
): boolean {
  const isFree = mayRaise.length > 0 && (answer.kind === 'echo' || mayRaise.includes(answer.error.kind));
  if (isFree || loses.size === 0) return isFree;
  const decoded = decode(sent);
  return decoded.kind === 'value' && mayRefuse(decoded.value, loses);
}

/** What came back instead of what was expected. */
export interface PayloadDifference {
  /** Null: the payload is no value at all. */
  readonly difference: Difference | null;
  readonly expectedBytes: Uint8Array;
  readonly expected: WireValue;
  readonly actual: WireValue | null;
}

/** The first difference between a payload and what was expected, with losses and fresh values allowed for. */
export function payloadDifference(
  expectation: Extract<Expectation, { kind: 'value' }>,
  sent: Uint8Array,
  payload: Uint8Array,
  loses: ReadonlySet<LossName>,
): PayloadDifference | null {
  const expectedBytes = expectation.bytes ?? sent;
  const wanted = decode(expectedBytes);
  if (wanted.kind === 'malformed') return null;
  const came = decode(payload);
  if (came.kind === 'malformed') {
    return { difference: null, expectedBytes, expected: wanted.value, actual: null };
  }
  const { fresh } = expectation;
  const free = fresh?.isValid(payload) === true;
  const expected = free ? withFresh(wanted.value, came.value, fresh.paths) : wanted.value;
  const difference = firstDifference(expected, came.value, loses);
  return difference === null ? null : { difference, expectedBytes, expected, actual: came.value };
}
