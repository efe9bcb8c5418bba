import type { ReceivedEvent } from '../../history/index.js';
import { conformsJson } from '../../model/index.js';
import { bodyOf, type Schema, type Type } from '../../schema/index.js';
import { documentIn, readStreamFrame, type JsonObject } from '../../wire/index.js';
import { badFrame } from '../badFrame.js';
import { blameNobody } from '../blame.js';
import { Sheet } from '../sheet.js';
import { cut, tellJson } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { programAccountOf } from './account.js';
import type { ProgramAnswers } from './owing.js';

/** Every frame on the stream is one notification in strict JSON, and what the schema says of its kind. */
export function notificationOfProgram(trial: Trial, answers: ProgramAnswers): Judgement {
  const { schema } = answers;
  const { received, broadcasts } = programAccountOf(trial, answers);
  const askedFor = new Set(broadcasts.came);
  const sheet = new Sheet('notification');
  const types = new Map(
    schema.channels
      .filter(({ direction }) => direction === 'from-kernel')
      .map((channel) => [channel.name, bodyOf(channel).type]),
  );
  for (const event of received) {
    const type = types.get(event.channel);
    if (askedFor.has(event) && type !== undefined) judgeAskedFor(event, schema, type, sheet);
    else judgeFrame(event, schema, type, sheet);
  }
  return sheet.judgement();
}

function judgeFrame(event: ReceivedEvent, schema: Schema, type: Type | undefined, sheet: Sheet): void {
  const reading = readStreamFrame(event.bytes);
  if (reading.kind === 'bad-frame') {
    sheet.judged();
    sheet.violate(blameNobody(event.channel), () => badFrame(event, reading));
  } else if (reading.kind !== 'notification') {
    sheet.judged();
    unknownOp(event, reading.kind, sheet);
  } else if (type === undefined) {
    sheet.unknown(`the schema has no channel ${event.channel}`);
  } else {
    judgeNotification(event, schema, type, reading, sheet);
  }
}

/** Of a kind that only the program knows it is refused by a host, as it must be: a hazard, and no fault of the program. */
function judgeAskedFor(event: ReceivedEvent, schema: Schema, type: Type, sheet: Sheet): void {
  const found = conformsJson(schema, type, documentIn(event.bytes) ?? event.bytes);
  if (found.kind === 'unknown') {
    sheet.unknown(found.because);
  } else if (found.kind === 'conforms') {
    sheet.judged();
  } else if (found.path === '$.op') {
    sheet.judged();
    sheet.hazard('new-notifications', true);
  } else {
    sheet.unknown('the host had a notification sent that is none of a known kind');
  }
}

function judgeNotification(
  event: ReceivedEvent,
  schema: Schema,
  type: Type,
  { op, json }: { readonly op: string | null; readonly json: JsonObject },
  sheet: Sheet,
): void {
  const found = conformsJson(schema, type, documentIn(event.bytes) ?? event.bytes);
  if (found.kind === 'unknown') {
    sheet.unknown(found.because);
    return;
  }
  sheet.judged();
  if (found.kind === 'conforms') return;
  if (found.path === '$.op') {
    unknownOp(event, op, sheet);
    return;
  }
  sheet.violate(blameNobody(event.channel), () => ({
    rule: 'nonconforming',
    outcome: 'lossy',
    path: found.path,
    change: op,
    expected: found.expected,
    actual: cut(found.actual, 160),
    because: `the notification is ${tellJson(json)}`,
  }));
}

function unknownOp(event: ReceivedEvent, op: string | null, sheet: Sheet): void {
  sheet.violate(blameNobody(event.channel), () => ({
    rule: 'unknown-op',
    outcome: 'lossy',
    change: op,
    expected: 'a notification that the schema knows',
    actual: op === null ? 'one without a string `op`' : `one with the op ${JSON.stringify(op)}`,
    because: `it came on ${event.channel}`,
  }));
}
