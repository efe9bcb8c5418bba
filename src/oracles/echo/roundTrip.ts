import type { SentEvent } from '../../history/index.js';
import { offsetOf, type Difference, type Position } from '../../wire/index.js';
import { blameFrame } from '../blame.js';
import { fieldPath } from '../fieldPath.js';
import { Sheet, type Charge } from '../sheet.js';
import { nameFrame, tellBytes, tellError, tellValue } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { accountOf, type Account, type EchoAnswers } from './account.js';
import type { EchoReading } from './answers.js';
import type { ChannelAccount } from './channelAccount.js';
import type { Expectation } from './expectation.js';
import { payloadDifference, type PayloadDifference } from './fit.js';
import { staleAnswers, type Misfit } from './staleAnswers.js';

/** What came back is what was sent, as the kernel contract promises it. */
export function roundTripOfEcho(trial: Trial, answers: EchoAnswers): Judgement {
  const account = accountOf(trial, answers);
  const sheet = new Sheet('round-trip');
  const misfits: Misfit[] = [];
  for (const channel of account.channels) {
    for (let frame = 0; frame < channel.frames; frame += 1) {
      if (isMisfit(channel, frame, sheet)) misfits.push({ channel, frame });
    }
  }
  const stale = staleAnswers(account, misfits);
  for (const misfit of misfits) {
    const sent = misfit.channel.sent[misfit.frame];
    const reading = misfit.channel.answer(misfit.frame);
    if (sent === undefined || reading === null) continue;
    sheet.judged();
    sheet.violate(blameFrame(trial, sent), () =>
      chargeOf(trial, account, { sent, reading, ...misfit }, stale.get(misfit) ?? null),
    );
  }
  return sheet.judgement();
}

/** Whether what came back is for this oracle to blame; what is right, or cannot be judged, is noted at once. */
function isMisfit(channel: ChannelAccount, frame: number, sheet: Sheet): boolean {
  const fit = channel.fitOf(frame);
  if (fit === null) return false;
  const expectation = channel.expectation(frame);
  // A refusal that came in a wrong form is for another oracle.
  if (fit === 'misfit')
    return expectation.kind !== 'refused' || channel.answer(frame)?.kind !== 'decode-error';
  if (expectation.kind === 'ask') sheet.unknown(`only the kernel can know: ${expectation.because}`);
  else if (fit === 'echoed') sheet.judged();
  else if (expectation.kind === 'value') sheet.unknown('refused, as the contract allows for this value');
  return false;
}

interface Answered extends Misfit {
  readonly sent: SentEvent;
  readonly reading: EchoReading;
}

function chargeOf(
  trial: Trial,
  { loses }: Account,
  { channel, frame, sent, reading }: Answered,
  stale: SentEvent | null,
): Charge {
  const expectation = channel.expectation(frame);
  if (expectation.kind === 'refused') return accepted(sent, expectation, reading);
  if (reading.kind === 'decode-error' || reading.payload === null) return refused(sent, reading);
  const name = nameFrame(sent);
  if (expectation.kind === 'ask') return brokenPayload(reading.payload, name);
  const found = payloadDifference(expectation, sent.bytes, reading.payload, loses);
  if (found === null || found.difference === null) return brokenPayload(reading.payload, name);
  if (stale === null) return changed(trial, name, found.difference, found, reading.payload);
  return {
    rule: 'stale-answer',
    outcome: 'lossy',
    expected: tellBytes(found.expectedBytes),
    actual: tellBytes(reading.payload),
    because: `the answer to ${name} holds the payload of ${nameFrame(stale)}, which was sent before`,
  };
}

function accepted(
  sent: SentEvent,
  { mayRaise, because }: Extract<Expectation, { kind: 'refused' }>,
  reading: EchoReading,
): Charge {
  const payload = reading.kind === 'echo' ? reading.payload : null;
  return {
    rule: mayRaise[0] === 'DecodeError' ? 'accepted-malformed' : 'accepted-invalid',
    outcome: 'echoed',
    change: mayRaise[0] ?? null,
    expected: `a decode-error: ${because}`,
    actual:
      payload === null ? 'an echo of a value that could not be encoded' : `an echo of ${tellBytes(payload)}`,
    because: `${nameFrame(sent)} is ${tellBytes(sent.bytes)}`,
  };
}

function refused(sent: SentEvent, reading: EchoReading): Charge {
  const { error } = reading;
  return {
    rule: reading.kind === 'decode-error' ? 'refused-valid' : 'not-encoded',
    outcome: 'refused',
    change: error?.kind ?? null,
    expected: `an echo of ${tellBytes(sent.bytes)}`,
    actual: error === undefined ? 'no payload' : tellError(error),
    because: `${nameFrame(sent)} is a valid message`,
  };
}

function changed(
  trial: Trial,
  name: string,
  difference: Difference,
  { expected, expectedBytes }: PayloadDifference,
  payload: Uint8Array,
): Charge {
  return {
    rule: 'value-changed',
    outcome: 'lossy',
    path: fieldPath(trial.target.schema, expected, difference.expectedAt),
    change: difference.kindOfChange,
    expected: difference.expected === null ? 'nothing' : tellValue(difference.expected),
    actual: difference.actual === null ? 'nothing' : tellValue(difference.actual),
    because:
      `${name} came back with a difference at ${difference.path}: ` +
      `expected${byteAt(expectedBytes, difference.expectedAt)} ${tellBytes(expectedBytes)}, ` +
      `got${byteAt(payload, difference.actualAt)} ${tellBytes(payload)}`,
  };
}

function byteAt(bytes: Uint8Array, position: Position): string {
  const offset = offsetOf(bytes, position);
  return offset === null ? '' : ` (byte ${offset})`;
}

function brokenPayload(payload: Uint8Array, name: string): Charge {
  return {
    rule: 'payload-malformed',
    outcome: 'lossy',
    expected: 'a payload that is one msgpack value',
    actual: tellBytes(payload),
    because: `the answer to ${name} holds no value`,
  };
}
