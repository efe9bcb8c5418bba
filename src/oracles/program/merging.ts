import type { StateReader } from '../../schema/index.js';
import type { Json, WireValue } from '../../wire/index.js';
import { blameFrame } from '../blame.js';
import { Sheet } from '../sheet.js';
import { nameFrame, tellBytes, tellJson, tellValue } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { programAccountOf } from './account.js';
import { changesIn, type Change } from './changes.js';
import { isCallOf } from './delivery.js';
import { jsonDifference } from './jsonDifference.js';
import { lastWrites, type LastWrite } from './lastWrites.js';
import type { Owing, ProgramAnswers } from './owing.js';
import { sentByWidget } from './sentByWidget.js';
import { jsonAt, textAt } from './valueAt.js';

/** However changes are merged on their way, the last one of each element, and of each key of a model, wins. */
export function mergingOfProgram(trial: Trial, answers: ProgramAnswers): Judgement {
  const sheet = new Sheet('merging');
  const { state: reader } = answers;
  if (reader === undefined) return sheet.judgement();
  const account = programAccountOf(trial, answers);
  const answered = account.channels
    .flatMap(({ owings }) => owings)
    .filter((owing) => account.paired.replyOf.has(owing));
  const calls = answered.filter((owing) => isCallOf(reader, owing));
  const { namespace, widget } = reader;
  const sendings =
    widget === undefined ? [] : answered.filter((owing) => isCallOf({ ...widget, namespace }, owing));
  if (calls.length + sendings.length === 0) return sheet.judgement();
  const changes = changesIn(account.channels, reader);
  const returned = (call: Owing): Json | null =>
    jsonAt(account.paired.replyOf.get(call)?.json ?? { kind: 'nil' }, ['return_value']);
  for (const call of calls) judgeCall(trial, reader, changes, call, returned(call), sheet);
  for (const call of sendings) {
    const reply = account.paired.replyOf.get(call);
    // What it returns says whether the release lets a model send anything.
    const shown =
      reply === undefined || widget === undefined || returned(call)?.kind !== 'bool'
        ? null
        : (sentByWidget(account.chronicle.received, reply.arrival, idOf(call, reader), widget) ?? NOTHING);
    judgeCall(trial, reader, changes, call, shown, sheet);
  }
  return sheet.judgement();
}

function judgeCall(
  trial: Trial,
  reader: StateReader,
  changes: readonly Change[],
  call: Owing,
  shown: Json | null,
  sheet: Sheet,
): void {
  const { frame } = call.request;
  const id = idOf(call, reader);
  const { elements, models } = reader;
  if (id === null || ![...elements.known, ...elements.parts, ...models.known].includes(id)) return;
  const own = changes.filter((change) => change.id === id && isBefore(change, call));
  if (own.length === 0) return;
  const later = changes.some((change) => change.id === id && change.copied && !own.includes(change));
  const doubt = later ? 'a copy of what was changed later may have come first' : doubtOf(own);
  if (doubt !== null) {
    sheet.unknown(doubt);
    return;
  }
  if (shown?.kind !== 'object') {
    sheet.unknown('this release keeps its elements and models elsewhere');
    return;
  }
  const isSent = reader.widget !== undefined && isCallOf({ ...reader, ...reader.widget }, call);
  // What is sent again under one token may count again, or not at all.
  const once = own.filter(({ again }) => !again);
  const repeats = once.length < own.length;
  const [all, first] = [own, once].map((counted) => compared(counted, shown, isSent));
  const { judged, unsure, wrong } = (first?.wrong.length === 0 ? first : all) ?? NO_PLACES;
  sheet.judged(judged);
  if (unsure > 0) sheet.unknown('JSON has no certain form for what was sent', unsure);
  for (const { place, expected, frame: last, actual } of wrong) {
    sheet.violate(blameFrame(trial, last), () => ({
      rule: place.kind === 'custom' ? 'custom-lost' : 'last-write-lost',
      outcome: 'lossy',
      change: repeats ? `${place.kind}, one token for several` : place.kind,
      expected: `${id}: ${tellValue(expected)}, as ${nameFrame(last)} left it`,
      actual: actual === null ? 'nothing' : tellJson(actual),
      because: `${nameFrame(last)} is ${tellBytes(last.bytes)}; ${nameFrame(frame)} asked what became of it`,
    }));
  }
  const inOrder = !isSent && !repeats && !wrong.some(({ place }) => place.kind === 'custom');
  if (inOrder) judgeOrder(trial, own, shown, sheet);
}

/** What is shown beside what should be. */
interface Compared {
  readonly judged: number;
  /** Places of which JSON says nothing certain. */
  readonly unsure: number;
  readonly wrong: readonly (LastWrite & { readonly actual: Json | null })[];
}

const NO_PLACES: Compared = { judged: 0, unsure: 0, wrong: [] };

function compared(changes: readonly Change[], shown: Json, isSent: boolean): Compared {
  const wrong: (LastWrite & { readonly actual: Json | null })[] = [];
  let [judged, unsure] = [0, 0];
  for (const write of lastWrites(changes)) {
    const { place, expected } = write;
    // A widget sends its state; what it was told besides is no part of that.
    if (isSent && place.kind === 'custom') continue;
    const actual = place.kind === 'buffer' ? bufferIn(shown, place.path) : jsonAt(shown, place.names);
    const verdict =
      actual === null
        ? null
        : jsonDifference(expected, place.kind === 'custom' ? newest(actual, expected) : actual);
    if (verdict === 'unsure') unsure += 1;
    else judged += 1;
    if (verdict === null || typeof verdict === 'object') wrong.push({ ...write, actual });
  }
  return { judged, unsure, wrong };
}

/** A message of a model's own came when all that was changed before it was: merging may bring later changes forward, and none back. */
function judgeOrder(trial: Trial, own: readonly Change[], shown: Json, sheet: Sheet): void {
  const seen = jsonAt(shown, ['seen']);
  const customs = own.flatMap((change, at) => (change.kind === 'custom' ? [at] : []));
  if (seen?.kind !== 'array' || seen.items.length < customs.length) return;
  for (const [place, at] of customs.entries()) {
    const state = seen.items[seen.items.length - customs.length + place];
    const custom = own[at];
    if (state === undefined || custom === undefined) continue;
    const late = overtaken(own, at, state);
    sheet.judged();
    if (late === null) continue;
    sheet.violate(blameFrame(trial, custom.frame), () => ({
      rule: 'custom-early',
      outcome: 'reordered',
      expected: `${nameFrame(custom.frame)} comes to ${custom.id} after ${nameFrame(late.frame)}`,
      actual: `the state when it came was ${tellJson(state)}`,
      because: `${nameFrame(late.frame)} is ${tellBytes(late.frame.bytes)}`,
    }));
  }
}

/** The change before the message at this place whose value was not there when the message came, nor was one of a later change. */
function overtaken(own: readonly Change[], at: number, state: Json): Change | null {
  const written = own.map((change) => (change.kind === 'update' ? new Map(change.state) : null));
  const names = new Set(
    written.slice(0, at).flatMap((keys) => (keys === null ? [] : Array.from(keys.keys()))),
  );
  for (const name of names) {
    const last = written.slice(0, at).findLastIndex((keys) => keys?.has(name) === true);
    const allowed = written.slice(last).flatMap((keys) => keys?.get(name) ?? []);
    const actual = jsonAt(state, [name]);
    const isThere = allowed.some(
      (value) => actual !== null && typeof jsonDifference(value, actual) === 'string',
    );
    if (!isThere) return own[last] ?? null;
  }
  return null;
}

/** Where a model sent nothing, nothing is shown. */
const NOTHING: Json = { kind: 'object', entries: [] };

function idOf({ request: { value } }: Owing, reader: StateReader): string | null {
  return value === null ? null : textAt(value, ['args', reader.argument]);
}

/**
 * Copies may be taken long before what they are copies of, and then overtake a change that was sent once; so a host
 * sends all of them twice, or none.
 */
function doubtOf(changes: readonly Change[]): string | null {
  const mixed = new Set(changes.map(({ copied }) => copied)).size > 1;
  const doubt = changes.find((change) => change.doubt !== null)?.doubt ?? null;
  return doubt ?? (mixed ? 'some of its changes were sent twice and some once' : null);
}

/** What is sent on another channel may also come after the call: then the change on the channel of the call counts. */
function isBefore({ frame }: Change, { request }: Owing): boolean {
  return frame.channel === request.frame.channel
    ? frame.seq < request.frame.seq
    : frame.at < request.frame.at;
}

/** Of a list that grows from case to case, its end. */
function newest(actual: Json, expected: WireValue): Json {
  if (actual.kind !== 'array' || expected.kind !== 'array') return actual;
  return { ...actual, items: actual.items.slice(Math.max(0, actual.items.length - expected.items.length)) };
}

/** The buffer that is shown at a path. */
function bufferIn(shown: Json, path: WireValue): Json | null {
  const list = jsonAt(shown, ['buffers']);
  if (list?.kind !== 'array') return null;
  for (const item of list.items) {
    const [at, buffer] = item.kind === 'array' ? item.items : [];
    if (at !== undefined && buffer !== undefined && jsonDifference(path, at) === 'same') return buffer;
  }
  return null;
}
