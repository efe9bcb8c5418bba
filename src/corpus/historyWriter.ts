import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, type Gzip } from 'node:zlib';
import { encode, type Step } from '../wire/index.js';
import { HISTORY_FORMAT, type HistoryHead, type KeptTrial } from './historyFile.js';
import { unwritable } from './replaceFile.js';

/** Most of a history is text that repeats: more effort makes it hardly smaller. */
const LEVEL = 3;

/** Writes the history of a run while it runs, trial by trial: what a killed process leaves can be read up to its last trial. */
export class HistoryWriter {
  readonly #path: string;
  readonly #gzip: Gzip;
  readonly #written: Promise<void>;
  #trials = 0;

  private constructor(path: string) {
    this.#path = path;
    this.#gzip = createGzip({ level: LEVEL });
    this.#written = pipeline(this.#gzip, createWriteStream(path));
    // Whoever writes next is told.
    this.#written.catch(() => undefined);
  }

  /** Replaces what is there. @throws CorpusError of kind `unwritable` */
  static async open(path: string, head: HistoryHead): Promise<HistoryWriter> {
    try {
      await mkdir(dirname(path), { recursive: true });
    } catch (error) {
      throw unwritable(path, error);
    }
    const writer = new HistoryWriter(path);
    await writer.#put([JSON.stringify({ ...HISTORY_FORMAT, ...head })]);
    return writer;
  }

  /** Resolves when it is on its way to the file: no more than one trial waits in memory. @throws CorpusError of kind `unwritable` */
  async add(trial: KeptTrial): Promise<void> {
    this.#trials += 1;
    await this.#put(linesOf(trial));
  }

  /** @throws CorpusError of kind `unwritable` */
  async close(): Promise<void> {
    await this.#put([JSON.stringify({ end: this.#trials })]);
    this.#gzip.end();
    await this.#done(this.#written);
  }

  async #put(lines: Iterable<string>): Promise<void> {
    for (const line of lines) {
      if (!this.#gzip.write(`${line}\n`)) await this.#done(once(this.#gzip, 'drain'));
    }
    await this.#done(
      new Promise<void>((resolve) => {
        this.#gzip.flush(constants.Z_SYNC_FLUSH, resolve);
      }),
    );
  }

  /** A file that cannot be written must not keep anybody waiting. */
  async #done(step: Promise<unknown>): Promise<void> {
    try {
      await Promise.race([step, this.#written]);
    } catch (error) {
      throw unwritable(this.#path, error);
    }
  }
}

/** The frames of a trial, each once, then what happened. */
function* linesOf(trial: KeptTrial): Generator<string> {
  const known = new Map<Uint8Array, number>();
  const frames: Uint8Array[] = [];
  const ref = (bytes: Uint8Array): { readonly $bytes: number } => {
    const at = known.get(bytes) ?? frames.length;
    if (at === frames.length) {
      known.set(bytes, at);
      frames.push(bytes);
    }
    return { $bytes: at };
  };
  // JSON.stringify asks a Buffer for its own form before any replacer sees it, hence by hand.
  const events = trial.events.map((event) => withRefs(event, ref));
  const sent = new Map<number, Uint8Array>();
  for (const event of trial.events) {
    if (event.kind === 'sent' && event.origin.kind === 'step') sent.set(event.origin.step, event.bytes);
  }
  const steps = trial.steps.map((step, at) => keptStep(step, sent.get(at), ref));
  const rest = JSON.stringify({ ...trial, steps, events });
  for (const bytes of frames) {
    const { buffer, byteOffset, byteLength } = bytes;
    yield `{"b":"${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}"}`;
  }
  yield rest;
}

function keptStep(step: Step, bytes: Uint8Array | undefined, ref: (bytes: Uint8Array) => unknown): unknown {
  if (step.kind !== 'send') return withRefs(step, ref);
  const { value, ...rest } = step;
  return { ...rest, bytes: ref(bytes ?? encode(value)) };
}

/** Plain data with every byte array by its number, whatever the event is. */
function withRefs(value: unknown, ref: (bytes: Uint8Array) => unknown): unknown {
  if (value instanceof Uint8Array) return ref(value);
  if (Array.isArray(value)) return value.map((item) => withRefs(item, ref));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withRefs(member, ref)]));
}
