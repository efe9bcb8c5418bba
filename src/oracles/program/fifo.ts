import { taggedRecords } from '../../schema/index.js';
import { blameFrame, blameNobody, blameOneOf } from '../blame.js';
import { dropped } from '../dropped.js';
import { movedAnswers } from '../align/movedAnswers.js';
import { Sheet } from '../sheet.js';
import { nameFrame, tellBytes, tellJson } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { programAccountOf, type ProgramAccount, type ProgramChannel } from './account.js';
import type { Delivery } from './delivery.js';
import { fifoOfBroadcasts } from './fifoOfBroadcasts.js';
import type { Shortage } from './countNameless.js';
import { failedCommands, judgeFailures } from './failures.js';
import { groupBy } from './groupBy.js';
import { logLines, type LogLine } from './logLines.js';
import type { Owing, ProgramAnswers } from './owing.js';
import { tappedOf, wasTaken } from './tapped.js';

/** Each request gets the replies it is owed, in the order of asking on its channel, and no reply comes twice. */
export function fifoOfProgram(trial: Trial, answers: ProgramAnswers): Judgement {
  const account = programAccountOf(trial, answers);
  const log = logLines(account.chronicle);
  const sheet = new Sheet('fifo');
  for (const channel of account.channels) {
    for (const owing of channel.owings) judgeOwing(trial, account, channel, owing, log, sheet);
    for (const owing of channel.moved) moved(trial, owing, sheet);
    for (const shortage of channel.shortages) judgeShortage(trial, account, channel, shortage, log, sheet);
  }
  judgeExtras(trial, account, sheet);
  judgeFailures(trial, account, sheet);
  for (const delivery of account.deliveries) judgeDelivery(trial, delivery, sheet);
  fifoOfBroadcasts(trial, account, sheet);
  return sheet.judgement();
}

function judgeOwing(
  trial: Trial,
  account: ProgramAccount,
  channel: ProgramChannel,
  owing: Owing,
  log: readonly LogLine[],
  sheet: Sheet,
): void {
  switch (channel.fateOf(owing)) {
    case 'replied':
      sheet.judged();
      break;
    case 'lost': {
      const { frame } = owing.request;
      sheet.judged();
      sheet.violate(blameFrame(trial, frame), () => ({
        rule: 'lost',
        outcome: dropped(log, frame.at, nextReplyAt(account, channel, owing)),
        change: owing.rule.reply,
        expected: `${owing.rule.reply} for ${nameFrame(frame)}`,
        actual: 'none',
        because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
      }));
      break;
    }
    case 'crash':
    case 'deaf':
      sheet.unknown('the kernel ended or went deaf before it replied');
      break;
    case 'unknown':
      sheet.unknown('the history ends before the reply, and nobody waited for it');
      break;
    case 'not-owed':
      judgeTaken(trial, account, channel, owing, log, sheet);
      break;
    case 'short':
      break;
  }
}

/** Nobody could foretell whether it would be taken; where the tap says that it was, it is owed what any other is. */
function judgeTaken(
  trial: Trial,
  account: ProgramAccount,
  channel: ProgramChannel,
  owing: Owing,
  log: readonly LogLine[],
  sheet: Sheet,
): void {
  const { frame, prediction } = owing.request;
  if (prediction.kind !== 'ask' || owing.key === null || owing.rule.owed !== 'each') return;
  const repliedAt = nextReplyAt(account, channel, owing);
  if (repliedAt === Infinity || !wasTaken(tappedOf(trial, account.answers), frame)) return;
  sheet.judged();
  sheet.violate(blameFrame(trial, frame), () => ({
    rule: 'lost',
    outcome: dropped(log, frame.at, repliedAt),
    change: `${owing.rule.reply}, for what nobody could foretell`,
    expected: `${owing.rule.reply} for ${nameFrame(frame)}, which the decoder took`,
    actual: 'none',
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  }));
}

function judgeShortage(
  trial: Trial,
  account: ProgramAccount,
  { channel }: ProgramChannel,
  { missing, among, shownAt }: Shortage,
  log: readonly LogLine[],
  sheet: Sheet,
): void {
  sheet.judged(among.length);
  // Where the log says whose handlers failed, it was these.
  const failed = failedCommands(account);
  const records = taggedRecords(account.answers.schema, channel);
  const failing = among.filter(({ request: { tag } }) =>
    failed.has(records.find((record) => record.tag === tag)?.record.name ?? ''),
  );
  const suspects = failing.length >= missing ? failing : among;
  const groups =
    suspects.length === missing ? [...groupBy(suspects, ({ request }) => request.tag).values()] : [suspects];
  const until = account.chronicle.received[shownAt]?.at ?? Infinity;
  for (const group of groups) {
    const frames = group.map(({ request }) => request.frame);
    const [first] = group;
    if (first === undefined) continue;
    const { frame } = first.request;
    const whom = suspects.length === missing ? blameFrame(trial, frame) : blameOneOf(trial, frames);
    sheet.violate(whom, () => ({
      rule: 'lost',
      outcome: dropped(log, frame.at, until),
      expected: `${group.length} times ${first.rule.reply} for ${frames.map(nameFrame).slice(0, 5).join(', ')}`,
      actual: `${Math.min(missing, group.length)} of them did not come before what was asked later was answered`,
      because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
    }));
  }
}

function nextReplyAt(
  { paired, chronicle }: ProgramAccount,
  { owings }: ProgramChannel,
  owing: Owing,
): number {
  for (const later of owings.slice(owing.place + 1)) {
    const reply = paired.replyOf.get(later);
    if (reply !== undefined) return chronicle.received[reply.arrival]?.at ?? Infinity;
  }
  return Infinity;
}

function moved(trial: Trial, { request, rule }: Owing, sheet: Sheet): void {
  sheet.violate(blameFrame(trial, request.frame), () => ({
    rule: 'reordered',
    outcome: 'reordered',
    change: rule.reply,
    expected: `${rule.reply} for ${nameFrame(request.frame)} in the order of asking on ${request.frame.channel}`,
    actual: 'it came out of order',
    because: `${nameFrame(request.frame)} is ${tellBytes(request.frame.bytes)}`,
  }));
}

function judgeExtras(trial: Trial, { paired }: ProgramAccount, sheet: Sheet): void {
  for (const { reply, owing } of paired.doubled) {
    sheet.violate(blameFrame(trial, owing.request.frame), () => ({
      rule: 'duplicated',
      outcome: 'duplicated',
      change: reply.op,
      expected: `one ${reply.op} for ${nameFrame(owing.request.frame)}`,
      actual: `one more: ${tellJson(reply.json)}`,
      because: `${nameFrame(owing.request.frame)} is ${tellBytes(owing.request.frame.bytes)}`,
    }));
  }
  for (const reply of paired.unexpected) {
    sheet.violate(blameNobody(null), () => ({
      rule: 'unexpected',
      outcome: 'duplicated',
      change: reply.op,
      expected: `${reply.op} for what was asked`,
      actual: tellJson(reply.json),
      because: 'no request of this case has the name that it bears',
    }));
  }
}

function judgeDelivery(trial: Trial, delivery: Delivery, sheet: Sheet): void {
  const came = new Set(delivery.frameOf);
  const tail = delivery.frameOf.reduce((last, frame) => Math.max(last, frame), -1);
  for (const [at, { frame, prediction }] of delivery.expected.entries()) {
    if (prediction.kind !== 'value') continue;
    if (came.has(at)) {
      sheet.judged();
    } else if (at < tail || delivery.complete) {
      sheet.judged();
      sheet.violate(blameFrame(trial, frame), () => ({
        rule: 'lost',
        outcome: 'dropped-silent',
        expected: `${nameFrame(frame)} is delivered`,
        actual: 'it is not among what the kernel took from the channel',
        because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
      }));
    } else {
      sheet.unknown('the kernel ended or went deaf before it replied');
    }
  }
  for (const answer of movedAnswers(delivery.frameOf)) {
    const request = delivery.expected[delivery.frameOf[answer] ?? -1];
    if (request === undefined) continue;
    sheet.violate(blameFrame(trial, request.frame), () => ({
      rule: 'reordered',
      outcome: 'reordered',
      expected: `${nameFrame(request.frame)} is delivered in the order of sending`,
      actual: `it is number ${answer + 1} of ${delivery.items.length}`,
      because: `${nameFrame(request.frame)} is ${tellBytes(request.frame.bytes)}`,
    }));
  }
  for (const [answer, frame] of delivery.frameOf.entries()) {
    if (frame >= 0) continue;
    const repeated = delivery.expected[delivery.repeats[answer] ?? -1];
    sheet.violate(
      repeated === undefined ? blameNobody(delivery.channel) : blameFrame(trial, repeated.frame),
      () => ({
        rule: repeated === undefined ? 'unexpected' : 'duplicated',
        outcome: 'duplicated',
        expected: `what was sent on ${delivery.channel}, once each`,
        actual: `item ${answer + 1} of ${delivery.items.length} is one too many`,
        because: 'the kernel lists what it took from the channel',
      }),
    );
  }
}
