import type { SentEvent } from '../../history/index.js';
import { frameReader, type MsgspecVersion, type Prediction } from '../../model/index.js';
import { taggedRecords, type Schema } from '../../schema/index.js';
import type { WireValue } from '../../wire/index.js';
import { textAt } from './valueAt.js';

/** One frame as the program's decoder takes it, by the model. */
export interface Request {
  readonly frame: SentEvent;
  readonly prediction: Prediction;
  /** As it is understood, or as it was written where that is not known; null: the bytes are no value. */
  readonly value: WireValue | null;
  /** By which the program tells what is asked; null: it has none. */
  readonly tag: string | null;
}

/** The frames of one channel as the program takes them, in the order of sending; without the stop command. */
export function requestsOn(
  schema: Schema,
  channel: string,
  sent: readonly SentEvent[],
  msgspec?: MsgspecVersion,
): readonly Request[] {
  const read = readerOf(schema, channel, msgspec);
  const requests: Request[] = [];
  let last: Uint8Array | null = null;
  let understood: Understood = NOT_YET;
  for (const frame of sent) {
    if (frame.origin.kind === 'stop') continue;
    // A burst sends one and the same buffer again and again.
    if (frame.bytes !== last) understood = read(frame.bytes);
    last = frame.bytes;
    const { prediction, value, tag } = understood;
    requests.push({ frame, prediction, value, tag });
  }
  return requests;
}

type Understood = Omit<Request, 'frame'>;

const NOT_YET: Understood = { prediction: { kind: 'ask', because: 'not read yet' }, value: null, tag: null };

function readerOf(
  schema: Schema,
  channel: string,
  msgspec: MsgspecVersion | undefined,
): (bytes: Uint8Array) => Understood {
  const found = schema.channels.find(({ name }) => name === channel);
  if (found === undefined) {
    const prediction: Prediction = { kind: 'ask', because: `the schema has no channel ${channel}` };
    return () => ({ prediction, value: null, tag: null });
  }
  const read = frameReader(schema, found, msgspec);
  const tagField = tagFieldOf(schema, channel);
  return (bytes) => {
    const { prediction, value } = read(bytes);
    return { prediction, value, tag: value === null || tagField === null ? null : textAt(value, [tagField]) };
  };
}

/** The field that tells the messages of a channel apart; null: they have no tag. */
export function tagFieldOf(schema: Schema, channel: string): string | null {
  for (const { record } of taggedRecords(schema, channel)) {
    if (record.tag?.at.kind === 'field') return record.tag.at.name;
  }
  return null;
}
