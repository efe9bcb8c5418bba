import { offsetOf } from '../../wire/index.js';
import { blameFrame } from '../blame.js';
import { fieldPath } from '../fieldPath.js';
import { Sheet, type Charge } from '../sheet.js';
import { nameFrame, tellBytes, tellError } from '../tell.js';
import { show } from '../../wire/index.js';
import type { Judgement, Trial } from '../types.js';
import { accountOf, type Account, type EchoAnswers } from './account.js';
import type { ChannelAccount } from './channelAccount.js';
import { payloadDifference, type PayloadDifference } from './fit.js';
import { staleSource } from './staleSource.js';

/** What came back is what was sent, as the kernel contract promises it. */
export function roundTripOfEcho(trial: Trial, answers: EchoAnswers): Judgement {
  const account = accountOf(trial, answers);
  const sheet = new Sheet('round-trip');
  for (const channel of account.channels) {
    for (let frame = 0; frame < channel.frames; frame += 1) judgeFrame(trial, account, channel, frame, sheet);
  }
  return sheet.judgement();
}

function judgeFrame(trial: Trial, account: Account, channel: ChannelAccount, frame: number, sheet: Sheet): void {
  const expectation = channel.expectation(frame);
  const fit = channel.fitOf(frame);
  if (fit === null) return;
  if (fit !== 'misfit') {
    if (expectation.kind === 'ask') sheet.unknown(`only the kernel can know: ${expectation.because}`);
    else if (fit === 'echoed') sheet.judged();
    else if (expectation.kind === 'value') sheet.unknown('refused, as the contract allows for this value');
    return;
  }
  const sent = channel.sent[frame];
  const reading = channel.answer(frame);
  if (sent === undefined || reading === null) return;
  // A refusal that came in a wrong form is for another oracle.
  if (expectation.kind === 'refused' && reading.kind === 'decode-error') return;
  sheet.judged();
  sheet.violate(blameFrame(trial, sent), () => chargeOf(trial, account, channel, frame));
}

function chargeOf(trial: Trial, account: Account, channel: ChannelAccount, frame: number): Charge {
  const expectation = channel.expectation(frame);
  const reading = channel.answer(frame);
  const sent = channel.sent[frame];
  if (sent === undefined || reading === null) throw new TypeError(`frame ${frame} of ${channel.channel} has no answer`);
  const name = nameFrame(sent);
  if (expectation.kind === 'refused') {
    const malformed = expectation.mayRaise[0] === 'DecodeError';
    return {
      rule: malformed ? 'accepted-malformed' : 'accepted-invalid',
      outcome: 'echoed',
      change: expectation.mayRaise[0] ?? null,
      expected: `a decode-error: ${expectation.because}`,
      actual: `an echo: ${reading.kind === 'echo' ? tellPayload(reading.payload) : ''}`,
      because: `${name} is ${tellBytes(sent.bytes)}`,
    };
  }
  if (reading.kind === 'decode-error' || reading.payload === null) {
    const { error } = reading;
    return {
      rule: reading.kind === 'decode-error' ? 'refused-valid' : 'not-encoded',
      outcome: 'refused',
      change: error?.kind ?? null,
      expected: `an echo of ${tellBytes(sent.bytes)}`,
      actual: error === undefined ? 'no payload' : tellError(error),
      because: `${name} is a valid message`,
    };
  }
  if (expectation.kind === 'ask') return brokenPayload(reading.payload, name);
  const found = payloadDifference(expectation, sent.bytes, reading.payload, account.loses);
  if (found?.difference == null) return brokenPayload(reading.payload, name);
  const stale = staleSource(account, channel, frame, reading);
  if (stale !== null) {
    return {
      rule: 'stale-answer',
      outcome: 'lossy',
      expected: tellBytes(found.expectedBytes),
      actual: tellBytes(reading.payload),
      because: `the answer to ${name} holds the payload of ${nameFrame(stale)}, which was sent before`,
    };
  }
  return changed(trial, name, found, reading.payload);
}

function changed(trial: Trial, name: string, found: PayloadDifference, payload: Uint8Array): Charge {
  const { difference, expected, expectedBytes } = found;
  if (difference === null) return brokenPayload(payload, name);
  const at = (bytes: Uint8Array, position: readonly number[]): string => {
    const offset = offsetOf(bytes, position);
    return offset === null ? '' : ` (byte ${offset})`;
  };
  return {
    rule: 'value-changed',
    outcome: 'lossy',
    path: fieldPath(trial.target.schema, expected, difference.expectedAt),
    change: difference.kindOfChange,
    expected: difference.expected === null ? 'nothing' : show(difference.expected),
    actual: difference.actual === null ? 'nothing' : show(difference.actual),
    because:
      `${name} came back with a difference at ${difference.path}: ` +
      `expected${at(expectedBytes, difference.expectedAt)} ${tellBytes(expectedBytes)}, ` +
      `got${at(payload, difference.actualAt)} ${tellBytes(payload)}`,
  };
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

function tellPayload(payload: Uint8Array | null): string {
  return payload === null ? 'of a value that could not be encoded' : tellBytes(payload);
}
