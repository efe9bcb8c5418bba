import type { ReceivedEvent } from '../../history/index.js';
import { channelsTo, taggedRecords, type Schema } from '../../schema/index.js';
import { documentIn, readJson, readStreamFrame, textOf, type JsonObject } from '../../wire/index.js';
import { alignList } from '../align/alignList.js';
import { unaligned, type Alignment } from '../align/pairing.js';
import { isCallOf } from './delivery.js';
import type { Owing, ProgramAnswers } from './owing.js';
import { valueAt } from './valueAt.js';

/** A document that the host had the program send. */
export interface Document {
  readonly call: Owing;
  /** As it is to stand on the stream. */
  readonly text: string;
  readonly op: string | null;
}

/** What a program was told to send, in the order of asking, and what of it came. */
export interface Broadcasts extends Alignment {
  readonly documents: readonly Document[];
  /** Frames that are such a document byte for byte, in the order of arrival. */
  readonly came: readonly ReceivedEvent[];
  /** Documents that cannot be told from what the program says of itself. */
  readonly native: number;
}

const NONE: Broadcasts = { ...unaligned(0), cost: 0, documents: [], came: [], native: 0 };

/** Looks up what was asked for by calls of the function that sends. */
export function broadcastsOf(
  owings: readonly Owing[],
  received: readonly ReceivedEvent[],
  { send, schema }: ProgramAnswers,
): Broadcasts {
  if (send === undefined) return NONE;
  const asked = owings
    .filter((owing) => isCallOf(send, owing) && owing.request.prediction.kind === 'value')
    .flatMap((call) => documentsOf(call, send.argument));
  if (asked.length === 0) return NONE;
  const documents = asked.filter(({ json }) => json !== null && isForeign(schema, json));
  const texts = new Set(documents.map(({ text }) => text));
  const items = received.flatMap((event) => {
    const text = textIn(event);
    return text !== null && texts.has(text) ? [{ event, text }] : [];
  });
  const alignment = alignList({
    frames: documents.length,
    items: items.length,
    isSure: () => true,
    fits: (frame, item) => documents[frame]?.text === items[item]?.text,
  });
  return {
    ...alignment,
    documents,
    came: items.map(({ event }) => event),
    native: asked.length - documents.length,
  };
}

function documentsOf(call: Owing, argument: string): readonly (Document & { json: JsonObject | null })[] {
  const { value } = call.request;
  const list = value === null ? null : valueAt(value, ['args', argument]);
  if (list?.kind !== 'array') return [];
  const texts = list.items.map((item) => (item.kind === 'str' ? textOf(item.bytes) : null));
  // The function sends all of a list, or nothing.
  if (texts.includes(null)) return [];
  return texts.map((text) => {
    const json = objectIn(text ?? '');
    return { call, text: text ?? '', json, op: json === null ? null : opOf(json) };
  });
}

const utf8 = new TextEncoder();

function objectIn(text: string): JsonObject | null {
  const reading = readJson(utf8.encode(text));
  return reading.kind === 'json' && reading.value.kind === 'object' ? reading.value : null;
}

function opOf({ entries }: JsonObject): string | null {
  const op = entries.findLast(([name]) => name === 'op')?.[1];
  return op?.kind === 'str' ? op.value : null;
}

function textIn({ bytes }: ReceivedEvent): string | null {
  const document = documentIn(bytes);
  return document === null ? null : textOf(document);
}

/** Whether the program cannot have said it of its own accord: it is of a kind, or has a field, that it does not know. */
export function isForeign(schema: Schema, json: JsonObject): boolean {
  const op = opOf(json);
  if (op === null) return false;
  const known = recordsOf(schema).get(op);
  return known === undefined || json.entries.some(([name]) => name !== 'op' && !known.has(name));
}

const fields = new WeakMap<Schema, ReadonlyMap<string, ReadonlySet<string>>>();

/** The fields of each notification. */
function recordsOf(schema: Schema): ReadonlyMap<string, ReadonlySet<string>> {
  let known = fields.get(schema);
  if (known === undefined) {
    const records = channelsTo(schema, 'from-kernel').flatMap(({ name }) => taggedRecords(schema, name));
    known = new Map(
      records.map(({ tag, record }) => [String(tag), new Set(record.fields.map(({ name }) => name))]),
    );
    fields.set(schema, known);
  }
  return known;
}

/** Where documents that did not come byte for byte came changed: of the same kind, between their neighbours. */
export function changedIn(
  { documents, frameOf, came }: Broadcasts,
  received: readonly ReceivedEvent[],
  schema: Schema,
): ReadonlyMap<Document, ReceivedEvent> {
  const changed = new Map<Document, ReceivedEvent>();
  const arrived = new Map([...frameOf].map((frame, item) => [frame, came[item]] as const));
  if (documents.every((_, frame) => arrived.has(frame))) return changed;
  const taken = new Set<ReceivedEvent>(came);
  let from = 0;
  for (const [frame, document] of documents.entries()) {
    const event = arrived.get(frame);
    if (event !== undefined) {
      from = Math.max(from, received.indexOf(event) + 1);
      continue;
    }
    const next = documents.findIndex((_, later) => later > frame && arrived.has(later));
    const end = arrived.get(next);
    const between = received.slice(from, end === undefined ? undefined : received.indexOf(end));
    const found = between.find((one) => !taken.has(one) && isChanged(document, one, schema));
    if (found === undefined) continue;
    taken.add(found);
    changed.set(document, found);
  }
  return changed;
}

function isChanged({ op }: Document, { bytes }: ReceivedEvent, schema: Schema): boolean {
  const reading = readStreamFrame(bytes);
  return reading.kind === 'notification' && reading.op === op && isForeign(schema, reading.json);
}
