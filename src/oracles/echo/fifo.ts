import { blameFrame, blameNobody } from '../blame.js';
import { Sheet } from '../sheet.js';
import { nameFrame, tellBytes, tellError } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { accountOf, type Account, type EchoAnswers } from './account.js';
import type { EchoReading } from './answers.js';
import type { ChannelAccount } from './channelAccount.js';
import { droppedOutcome } from './dropped.js';
import { misnumbered } from './misnumbered.js';
import { movedAnswers } from '../align/movedAnswers.js';

/** Every frame has one answer, in the order of sending on its channel, with its number; and there are no others. */
export function fifoOfEcho(trial: Trial, answers: EchoAnswers): Judgement {
  const account = accountOf(trial, answers);
  const sheet = new Sheet('fifo');
  for (const channel of account.channels) {
    judgeFrames(trial, account, channel, sheet);
    judgeOrder(trial, channel, sheet);
    judgeNumbers(channel, sheet);
    judgeExtras(trial, account, channel, sheet);
  }
  judgeOthers(account, sheet);
  for (const reading of account.strangers) if (!isAstray(account, reading)) unexpected(reading, sheet);
  return sheet.judgement();
}

/** What somebody else took is nobody's loss; what somebody else said came among the answers, and is none. */
function judgeOthers({ chronicle: { taken, foreign } }: Account, sheet: Sheet): void {
  sheet.unknown('somebody else took it', taken.length);
  for (const { came } of foreign) {
    if (came === null) sheet.unknown('what somebody else said did not come');
    else sheet.judged();
  }
}

function judgeFrames(trial: Trial, account: Account, channel: ChannelAccount, sheet: Sheet): void {
  const lostAtStop: number[] = [];
  for (let frame = 0; frame < channel.frames; frame += 1) {
    switch (account.fateOf(channel, frame)) {
      case 'answered':
        sheet.judged();
        break;
      case 'lost':
        // Where only frames are lost that must be refused, another oracle says that nobody was told.
        if (channel.expectation(frame).kind === 'refused' && !account.losesAnything) break;
        sheet.judged();
        lost(trial, account, channel, frame, sheet);
        break;
      case 'lost-at-stop':
        sheet.judged();
        lostAtStop.push(frame);
        break;
      case 'astray':
        sheet.judged();
        astray(trial, account, channel, frame, sheet);
        break;
      case 'unreadable':
        sheet.unknown('its answer may be one of the frames that could not be read');
        break;
      case 'crash':
      case 'hang':
      case 'zombie':
        sheet.unknown('the kernel ended or went deaf before it answered');
        break;
      case 'excused':
        sheet.unknown('the kernel had stopped, and may leave this channel unanswered then');
        break;
      case 'unknown':
        sheet.unknown('the history ends before the answer, and nobody waited for it');
        break;
    }
  }
  allLostAtStop(trial, account, channel, lostAtStop, sheet);
}

function lost(trial: Trial, account: Account, channel: ChannelAccount, frame: number, sheet: Sheet): void {
  const sent = channel.sent[frame];
  if (sent === undefined) return;
  const later = channel.sent[channel.answerOf.findIndex((answer, at) => at > frame && answer >= 0)];
  sheet.violate(blameFrame(trial, sent), () => ({
    rule: 'lost',
    outcome: droppedOutcome(account.chronicle, channel, frame),
    expected: `one answer to ${nameFrame(sent)}`,
    actual: later === undefined ? 'none' : `none, though ${nameFrame(later)} was answered`,
    because: `${nameFrame(sent)} is ${tellBytes(sent.bytes)}`,
  }));
}

function allLostAtStop(
  trial: Trial,
  account: Account,
  channel: ChannelAccount,
  frames: readonly number[],
  sheet: Sheet,
): void {
  const [first] = frames;
  const sent = channel.sent[first ?? -1];
  if (first === undefined || sent === undefined) return;
  sheet.violate(blameFrame(trial, sent), () => ({
    rule: 'lost-at-stop',
    outcome: droppedOutcome(account.chronicle, channel, first),
    expected: `all that was sent on ${channel.channel} before stop-kernel is answered before the kernel ends`,
    actual: `${frames.length} of ${channel.frames} frames were not, the first is ${nameFrame(sent)}`,
    because: `the kernel ended with code ${account.ending.exit?.code ?? null}`,
  }));
}

function astray(trial: Trial, account: Account, channel: ChannelAccount, frame: number, sheet: Sheet): void {
  const sent = channel.sent[frame];
  const found = account.astray.find((one) => one.account === channel && one.frame === frame);
  if (sent === undefined || found === undefined) return;
  sheet.violate(blameFrame(trial, sent), () => ({
    rule: 'wrong-channel',
    outcome: 'reordered',
    expected: `an answer that names ${nameFrame(sent)}`,
    actual: `one that names ${nameFrame(found.reading)}`,
    because: `${nameFrame(sent)} is ${tellBytes(sent.bytes)}, and so is the payload of that answer`,
  }));
}

/** How many answers before and after are shown of an order that is wrong. */
const AROUND = 3;

function judgeOrder(trial: Trial, channel: ChannelAccount, sheet: Sheet): void {
  for (const answer of movedAnswers(channel.frameOf)) {
    const sent = channel.sent[channel.frameOf[answer] ?? -1];
    if (sent === undefined) continue;
    sheet.violate(blameFrame(trial, sent), () => {
      const around = [...channel.frameOf.subarray(Math.max(0, answer - AROUND), answer + AROUND + 1)].flatMap(
        (frame) => channel.sent[frame]?.seq ?? [],
      );
      return {
        rule: 'reordered',
        outcome: 'reordered',
        expected: `... ${around.toSorted((a, b) => a - b).join(' ')} ...`,
        actual: `... ${around.join(' ')} ...`,
        because: `the answer to ${nameFrame(sent)} is not in the order in which the frames were sent`,
      };
    });
  }
}

function judgeNumbers(channel: ChannelAccount, sheet: Sheet): void {
  const wrong = misnumbered(channel);
  const [first] = wrong;
  if (first === undefined) return;
  const sent = channel.sent[channel.frameOf[first] ?? -1];
  const reading = channel.readings[first];
  if (sent === undefined || reading === undefined) return;
  sheet.violate(blameNobody(channel.channel), () => ({
    rule: 'seq-wrong',
    outcome: 'reordered',
    expected: `seq ${sent.seq} in the answer to ${nameFrame(sent)}`,
    actual: `seq ${reading.seq}; ${wrong.length} of ${channel.answers} answers bear a wrong number`,
    because:
      'seq counts the frames of a channel from 0; payload and order say which frame each answer belongs to',
  }));
}

function judgeExtras(trial: Trial, account: Account, channel: ChannelAccount, sheet: Sheet): void {
  for (const answer of channel.extras) {
    const reading = channel.readings[answer];
    if (reading === undefined || isAstray(account, reading)) continue;
    const repeated = channel.repeats[answer] ?? -1;
    const sent = channel.sent[repeated];
    if (sent !== undefined && channel.fits(repeated, answer)) {
      sheet.violate(blameFrame(trial, sent), () => ({
        rule: 'duplicated',
        outcome: 'duplicated',
        expected: `one answer to ${nameFrame(sent)}`,
        actual: `one more: ${tellReading(reading)}`,
        because: `${nameFrame(sent)} is ${tellBytes(sent.bytes)}`,
      }));
    } else if (channel.claimed(answer) < 0) {
      sheet.violate(blameNobody(channel.channel), () => ({
        rule: 'duplicated',
        outcome: 'duplicated',
        expected: `no more answers to frames before #${channel.sent[0]?.seq ?? 0}: all were answered`,
        actual: `one that names ${nameFrame(reading)}: ${tellReading(reading)}`,
        because: 'it answers a frame of an earlier case once more',
      }));
    } else {
      unexpected(reading, sheet);
    }
  }
}

function unexpected(reading: EchoReading, sheet: Sheet): void {
  sheet.violate(blameNobody(reading.channel), () => ({
    rule: 'unexpected',
    outcome: 'duplicated',
    expected: 'answers to what was sent, one each',
    actual: `one that names ${nameFrame(reading)}: ${tellReading(reading)}`,
    because: 'no frame that was sent is without an answer that fits this one',
  }));
}

function isAstray(account: Account, reading: EchoReading): boolean {
  return account.astray.some((one) => one.reading === reading);
}

function tellReading(reading: EchoReading): string {
  if (reading.kind === 'decode-error') return tellError(reading.error);
  return reading.payload === null ? 'an echo without payload' : `an echo of ${tellBytes(reading.payload)}`;
}
