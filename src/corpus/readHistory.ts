import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Event } from '../history/index.js';
import { decode, type Step, type WireValue } from '../wire/index.js';
import { CorpusError, systemReason, type Problem } from './corpusError.js';
import {
  anyEvent,
  anyStep,
  HISTORY_FORMAT,
  historyHead,
  keptSend,
  keptTrial,
  KNOWN_EVENTS,
  type HistoryHead,
  type KeptTrial,
} from './historyFile.js';
import { issues } from './issues.js';
import { LINE_MAX, TRIAL_BYTES_MAX } from './limits.js';
import { parseDocument, parseLine } from './strictDocument.js';

/** A history that is being read: the head is there, the trials come one by one. */
export interface HistoryReading {
  readonly head: HistoryHead;
  /** Throws a CorpusError where the file holds something else. */
  readonly trials: AsyncGenerator<KeptTrial, 'whole' | 'cut'>;
}

/**
 * Reads the history of a run, without trusting it; no more than one trial is in memory. A file that ends in the middle, because
 * the run was killed, is read as far as it goes: the generator then returns `cut`.
 *
 * @throws CorpusError of kind `unreadable`, `truncated`, `unknown-version`, `hostile` or `invalid`
 */
export async function readHistory(path: string): Promise<HistoryReading> {
  const lines = linesIn(path);
  const first = await lines.next();
  if (first.done === true) throw problem(path, 'truncated', 'it ends before its first line');
  const checked = historyHead.safeParse(parseDocument(path, first.value, HISTORY_FORMAT));
  if (!checked.success) throw problem(path, 'invalid', `its head does not hold: ${issues(checked.error)}`);
  return { head: checked.data, trials: trialsIn(path, lines) };
}

async function* trialsIn(
  path: string,
  lines: AsyncGenerator<string, void>,
): AsyncGenerator<KeptTrial, 'whole' | 'cut'> {
  let frames: Uint8Array[] = [];
  let size = 0;
  let trials = 0;
  for await (const line of lines) {
    const bytes = frameIn(line);
    if (bytes !== null) {
      frames.push(bytes);
      size += bytes.length;
      if (size > TRIAL_BYTES_MAX)
        throw problem(path, 'hostile', `a trial has more than ${TRIAL_BYTES_MAX} bytes`);
      continue;
    }
    const document = parseLine(path, line);
    if (isEnd(document)) {
      if (document.end === trials) return 'whole';
      throw problem(path, 'invalid', `it holds ${trials} trials and says ${String(document.end)}`);
    }
    yield trialOf(path, document, frames, trials);
    trials += 1;
    frames = [];
    size = 0;
  }
  return 'cut';
}

/** The bytes of a frame; null: the line is another. */
function frameIn(line: string): Uint8Array | null {
  if (!line.startsWith('{"b":"') || !line.endsWith('"}')) return null;
  const base64 = line.slice(6, -2);
  return /^[A-Za-z0-9+/]*={0,2}$/.test(base64) ? new Uint8Array(Buffer.from(base64, 'base64')) : null;
}

function isEnd(document: unknown): document is { readonly end: unknown } {
  return typeof document === 'object' && document !== null && Object.hasOwn(document, 'end');
}

function trialOf(path: string, document: unknown, frames: readonly Uint8Array[], at: number): KeptTrial {
  const fail = (what: string): CorpusError => problem(path, 'invalid', `trial ${at} does not hold: ${what}`);
  const checked = keptTrial.safeParse(document);
  if (!checked.success) throw fail(issues(checked.error));
  const revive = (value: unknown): unknown => withFrames(value, frames, fail);
  const steps = checked.data.steps.map((step) => stepOf(revive(step), fail));
  const events = checked.data.events.map((event) => eventOf(revive(event), fail));
  const astray = events.find((event) => stepNamed(event) >= steps.length);
  if (astray !== undefined) throw fail(`an event names step ${stepNamed(astray)} of ${steps.length}`);
  return { ...checked.data, steps, events };
}

function stepNamed(event: Event): number {
  if (event.kind === 'fault' || event.kind === 'fault-over') return event.step;
  return event.kind === 'sent' && event.origin.kind === 'step' ? event.origin.step : -1;
}

function withFrames(
  value: unknown,
  frames: readonly Uint8Array[],
  fail: (what: string) => CorpusError,
): unknown {
  if (Array.isArray(value)) return value.map((item) => withFrames(item, frames, fail));
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value) {
    const bytes = frames[Number(value.$bytes)];
    if (bytes === undefined) throw fail(`frame ${String(value.$bytes)} of ${frames.length}`);
    return bytes;
  }
  const members = Object.entries(value).map(
    ([name, member]) => [name, withFrames(member, frames, fail)] as const,
  );
  return Object.fromEntries(members);
}

function stepOf(step: unknown, fail: (what: string) => CorpusError): Step {
  const any = anyStep.safeParse(step);
  if (!any.success) throw fail(issues(any.error));
  // As with events: no step but a message says what is expected.
  if (any.data.kind !== 'send') return OTHER_STEP.parse(any.data);
  const send = keptSend.safeParse(any.data);
  if (!send.success) throw fail(issues(send.error));
  const { bytes, ...rest } = send.data;
  return { ...rest, value: valueOf(bytes) };
}

function valueOf(bytes: Uint8Array): WireValue {
  const decoded = decode(bytes, { headers: true });
  return decoded.kind === 'value' ? decoded.value : { kind: 'raw', bytes };
}

function eventOf(event: unknown, fail: (what: string) => CorpusError): Event {
  const any = anyEvent.safeParse(event);
  if (!any.success) throw fail(issues(any.error));
  const known = KNOWN_EVENTS.get(any.data.kind)?.safeParse(any.data);
  if (known?.success === false) throw fail(`${any.data.kind}: ${issues(known.error)}`);
  // Checked as far as this version knows the kind; one that it does not know means nothing to its oracles.
  return OTHER_EVENT.parse(any.data);
}

/** Checked before, as far as this version knows their kinds. */
const OTHER_STEP = z.custom<Step>();
const OTHER_EVENT = z.custom<Event>();
const CHUNK = z.instanceof(Buffer);

/** What went wrong is thrown where it is read. */
const IGNORE = (): void => {};

/** The lines of a gzip file, however much one of them may be: never more than one in memory. A last line without its end is left out. */
async function* linesIn(path: string): AsyncGenerator<string, void> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpacked(path)) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, end));
      from = end + 1;
      yield textOfLine(path, Buffer.concat(parts));
      parts = [];
      length = 0;
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LINE_MAX) throw problem(path, 'hostile', `a line is longer than ${LINE_MAX} bytes`);
  }
}

const NEWLINE = 0x0a;

async function* unpacked(path: string): AsyncGenerator<Buffer, void> {
  try {
    // A pipe or a device could keep the reader waiting for ever.
    if (!(await stat(path)).isFile()) throw problem(path, 'unreadable', 'it is no file');
    // A run that was killed leaves no end: what is there can be read all the same.
    const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    pipeline(createReadStream(path), gunzip, IGNORE);
    for await (const chunk of gunzip) yield CHUNK.parse(chunk);
  } catch (error) {
    if (error instanceof CorpusError) throw error;
    const isZlib = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw problem(path, isZlib ? 'invalid' : 'unreadable', systemReason(error), error);
  }
}

function textOfLine(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw problem(path, 'invalid', 'its bytes are no UTF-8', cause);
  }
}

function problem(path: string, kind: Problem['kind'], came: string, cause?: unknown): CorpusError {
  return new CorpusError({
    kind,
    path,
    expected: 'the history of a run, as run --history writes it',
    came,
    todo: 'Record it again.',
    cause,
  });
}
