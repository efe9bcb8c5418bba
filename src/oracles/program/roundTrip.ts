import { blameFrame } from '../blame.js';
import { fieldPath } from '../fieldPath.js';
import { Sheet, type Charge } from '../sheet.js';
import { cut, nameFrame, tellBytes, tellJson, tellValue } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { documentIn } from '../../wire/index.js';
import { programAccountOf, type ProgramAccount } from './account.js';
import { changedIn } from './broadcasts.js';
import { itemDifference, type Delivery } from './delivery.js';
import type { Owing, ProgramAnswers, Reply } from './owing.js';
import { replyDifference } from './replyDifference.js';
import type { Request } from './requests.js';

/** What replies repeat of their requests, and what a channel delivered, is what was sent, as JSON renders it. */
export function roundTripOfProgram(trial: Trial, answers: ProgramAnswers): Judgement {
  const account = programAccountOf(trial, answers);
  const sheet = new Sheet('round-trip');
  for (const [owing, reply] of account.paired.replyOf) judgeReply(trial, answers, owing, reply, sheet);
  for (const delivery of account.deliveries) judgeDelivery(trial, delivery, sheet);
  judgeBroadcasts(trial, account, sheet);
  return sheet.judgement();
}

function judgeReply(trial: Trial, answers: ProgramAnswers, owing: Owing, reply: Reply, sheet: Sheet): void {
  const { request } = owing;
  if (request.prediction.kind === 'refused') {
    sheet.judged();
    sheet.violate(blameFrame(trial, request.frame), () => accepted(request, reply));
    return;
  }
  const verdict = replyDifference(owing, reply, answers);
  if (verdict.kind === 'nothing') return;
  if (verdict.kind === 'unsure') {
    sheet.unknown(verdict.because);
    return;
  }
  sheet.judged();
  if (verdict.kind === 'same') return;
  const { path, change, expected, actual } = verdict.difference;
  sheet.violate(blameFrame(trial, request.frame), () => ({
    rule: 'value-changed',
    outcome: 'lossy',
    path,
    change,
    expected: expected === null ? 'nothing' : tellValue(expected),
    actual: actual === null ? 'nothing' : tellJson(actual),
    because:
      `${nameFrame(request.frame)} is ${tellBytes(request.frame.bytes)}; ` +
      `its ${reply.op} is ${tellJson(reply.json)}`,
  }));
}

function accepted({ frame, prediction }: Request, reply: Reply): Charge {
  const error = prediction.kind === 'refused' ? prediction.error : null;
  return {
    rule: error?.kind === 'DecodeError' ? 'accepted-malformed' : 'accepted-invalid',
    outcome: 'echoed',
    change: error?.kind ?? null,
    expected: `no reply: the decoder refuses the frame (${error?.message ?? error?.kind ?? ''})`,
    actual: `${reply.op} ${tellJson(reply.json)}`,
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  };
}

/** What the host had the program send came as it is, byte for byte. */
function judgeBroadcasts(
  trial: Trial,
  { broadcasts, received, answers }: ProgramAccount,
  sheet: Sheet,
): void {
  sheet.judged(broadcasts.frameOf.filter((document) => document >= 0).length);
  for (const [document, event] of changedIn(broadcasts, received, answers.schema)) {
    sheet.judged();
    sheet.violate(blameFrame(trial, document.call.request.frame), () => ({
      rule: 'value-changed',
      outcome: 'lossy',
      change: 'notification',
      expected: cut(document.text, 300),
      actual: cut(new TextDecoder().decode(documentIn(event.bytes) ?? event.bytes), 300),
      because: `${nameFrame(document.call.request.frame)} had it sent, and it came with other bytes`,
    }));
  }
}

function judgeDelivery(trial: Trial, delivery: Delivery, sheet: Sheet): void {
  for (const [at, item] of delivery.items.entries()) {
    const request = delivery.expected[delivery.frameOf[at] ?? -1];
    if (request === undefined) continue;
    if (request.prediction.kind !== 'value' || item === null) {
      sheet.unknown('only the kernel can know how it understood the message');
      continue;
    }
    sheet.judged();
    const difference = itemDifference(request, item);
    if (difference === null) continue;
    const { value } = request.prediction;
    sheet.violate(blameFrame(trial, request.frame), () => ({
      rule: 'value-changed',
      outcome: 'lossy',
      path: fieldPath(trial.target.schema, value, difference.expectedAt),
      change: difference.kindOfChange,
      expected: difference.expected === null ? 'nothing' : tellValue(difference.expected),
      actual: difference.actual === null ? 'nothing' : tellValue(difference.actual),
      because: `${nameFrame(request.frame)} was understood as ${tellValue(item)}, not as ${tellValue(value)}`,
    }));
  }
}
