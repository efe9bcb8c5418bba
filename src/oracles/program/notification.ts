import { chronicleOf, type ReceivedEvent } from '../../history/index.js';
import { conformsJson } from '../../model/index.js';
import { bodyOf, type Schema, type Type } from '../../schema/index.js';
import { documentIn, readStreamFrame, type JsonObject } from '../../wire/index.js';
import { badFrame } from '../badFrame.js';
import { blameNobody } from '../blame.js';
import { Sheet } from '../sheet.js';
import { cut, tellJson } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import type { ProgramAnswers } from './owing.js';

/** Every frame on the stream is one notification in strict JSON, and what the schema says of its kind. */
export function notificationOfProgram(trial: Trial, { schema }: ProgramAnswers): Judgement {
  const sheet = new Sheet('notification');
  const types = new Map(
    schema.channels
      .filter(({ direction }) => direction === 'from-kernel')
      .map((channel) => [channel.name, bodyOf(channel).type]),
  );
  for (const event of chronicleOf(trial.history).received)
    judgeFrame(event, schema, types.get(event.channel), sheet);
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
