import { blameFrame } from '../blame.js';
import { isNewCommand } from '../isNewCommand.js';
import { Sheet } from '../sheet.js';
import { nameFrame, tellBytes, tellError } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { accountOf, type Account, type EchoAnswers } from './account.js';
import type { ChannelAccount } from './channelAccount.js';
import { droppedOutcome } from './dropped.js';
import type { Expectation } from './expectation.js';

/** A frame that cannot be decoded is refused by an allowed error, and somebody is told. */
export function cleanDecodeFailureOfEcho(trial: Trial, answers: EchoAnswers): Judgement {
  const account = accountOf(trial, answers);
  const sheet = new Sheet('clean-decode-failure');
  for (const channel of account.channels) {
    for (let frame = 0; frame < channel.frames; frame += 1) {
      judgeFrame(trial, account, channel, frame, sheet);
      noteHazard(answers, channel, frame, sheet);
    }
  }
  return sheet.judgement();
}

function judgeFrame(
  trial: Trial,
  account: Account,
  channel: ChannelAccount,
  frame: number,
  sheet: Sheet,
): void {
  const expectation = channel.expectation(frame);
  const fit = channel.fitOf(frame);
  if (fit === 'echoed') return;
  if (fit === 'refused') sheet.judged();
  else if (expectation.kind !== 'refused') return;
  else if (fit === null) judgeUnanswered(trial, account, channel, frame, sheet);
  else judgeError(trial, channel, frame, expectation, sheet);
}

/** A command that only a newer host knows. */
function noteHazard(answers: EchoAnswers, channel: ChannelAccount, frame: number, sheet: Sheet): void {
  const expectation = channel.expectation(frame);
  if (answers.kind !== 'typed-echo' || expectation.kind !== 'refused') return;
  const { path, because: message } = expectation;
  if (!isNewCommand(answers.schema, channel.channel, { path, message })) return;
  const answer = channel.answer(frame);
  if (channel.sent[frame]?.origin.kind === 'step' && answer !== null)
    sheet.hazard('new-commands', answer.kind === 'decode-error');
}

/** The class or the place of the error is wrong. */
function judgeError(
  trial: Trial,
  channel: ChannelAccount,
  frame: number,
  expectation: Extract<Expectation, { kind: 'refused' }>,
  sheet: Sheet,
): void {
  const sent = channel.sent[frame];
  const reading = channel.answer(frame);
  // That it was decoded at all is for another oracle.
  if (sent === undefined || reading?.kind !== 'decode-error') return;
  const { error } = reading;
  const { mayRaise, path } = expectation;
  const known = mayRaise.includes(error.kind);
  sheet.judged();
  sheet.violate(blameFrame(trial, sent), () => ({
    rule: known ? 'error-path' : 'error-class',
    outcome: 'refused',
    change: known ? null : `${mayRaise[0] ?? 'none'} -> ${error.kind}`,
    expected: known
      ? `an error at ${path ?? 'the root, so without a path'}`
      : `an error of class ${mayRaise.join(' or ')}`,
    actual: known ? `path ${JSON.stringify(error.path)}, ${tellError(error)}` : tellError(error),
    because: `${nameFrame(sent)} is ${tellBytes(sent.bytes)}: ${expectation.because}`,
  }));
}

function judgeUnanswered(
  trial: Trial,
  account: Account,
  channel: ChannelAccount,
  frame: number,
  sheet: Sheet,
): void {
  const sent = channel.sent[frame];
  const expectation = channel.expectation(frame);
  if (sent === undefined || expectation.kind !== 'refused') return;
  if (account.fateOf(channel, frame) !== 'lost') {
    sheet.unknown('the kernel ended or went deaf, or its answer could not be read');
    return;
  }
  if (account.losesAnything) {
    sheet.unknown('the kernel loses valid messages as well');
    return;
  }
  sheet.judged();
  sheet.violate(blameFrame(trial, sent), () => ({
    rule: 'refusal-unanswered',
    outcome: droppedOutcome(account.chronicle, channel, frame),
    expected: `a decode-error for ${nameFrame(sent)}: ${expectation.because}`,
    actual: 'no answer, though the kernel went on',
    because: `${nameFrame(sent)} is ${tellBytes(sent.bytes)}`,
  }));
}
