import { z } from 'zod';
import type { Event } from '../history/index.js';
import type { SendStep, Step } from '../wire/index.js';
import type { Found } from './savedCase.js';

/**
 * The history of a run in a file: JSON lines, compressed by gzip. The first line says what was run. Then, for each trial, a line
 * `{"b": BASE64}` for every frame, each once, and a line with what happened, in which `{"$bytes": n}` is the n-th of those
 * frames. The last line says that the run came to its end: a file without it is the start of a run that was killed.
 */
export const HISTORY_FORMAT: { readonly format: 'skewfuzz-history'; readonly version: 1 } = {
  format: 'skewfuzz-history',
  version: 1,
};

/** What was run. */
export interface HistoryHead {
  /** As `--kernel` was given. */
  readonly kernel: string;
  readonly answers: 'echo' | 'program';
  readonly seed: Found['seed'];
  readonly versions: Readonly<Record<string, string>>;
  /** The snapshot that messages were made from. */
  readonly host: unknown;
  /** The snapshot that the kernel decodes by; `host`: the same one; null: any well-formed value. */
  readonly own: unknown;
}

/** One trial of a run, as it happened and as it was judged then. */
export interface KeptTrial {
  /** The number of the case in its run, from 0. */
  readonly index: number;
  readonly scenario: string | null;
  /** What the kernel said of itself when it started. */
  readonly loses: readonly string[];
  readonly tap: 'on' | 'off' | 'missing';
  readonly steps: readonly Step[];
  readonly events: readonly Event[];
  readonly judged: readonly KeptJudgement[];
}

/** What one oracle said of a trial. */
export interface KeptJudgement {
  readonly oracle: string;
  readonly judged: number;
  /** The signature of each violation; `more` were not listed. */
  readonly violations: readonly string[];
  readonly more: number;
  /** How much it could not judge. */
  readonly unknown: number;
}

const count = z.int().nonnegative();
const word = z.string().min(1).max(1000);

export const historyHead: z.ZodType<HistoryHead> = z.strictObject({
  format: z.literal('skewfuzz-history'),
  version: z.literal(1),
  kernel: word,
  answers: z.enum(['echo', 'program']),
  seed: z.strictObject({ text: word, number: z.int() }),
  versions: z.record(z.string(), z.string()),
  host: z.unknown(),
  own: z.unknown(),
});

const keptJudgement: z.ZodType<KeptJudgement> = z.strictObject({
  oracle: word,
  judged: count,
  violations: z.array(z.string()),
  more: count,
  unknown: count,
});

/** A trial before its steps and events are checked. */
export const keptTrial: z.ZodType<
  Omit<KeptTrial, 'steps' | 'events'> & {
    readonly steps: readonly unknown[];
    readonly events: readonly unknown[];
  }
> = z.strictObject({
  index: count,
  scenario: word.nullable(),
  loses: z.array(word),
  tap: z.enum(['on', 'off', 'missing']),
  steps: z.array(z.unknown()),
  events: z.array(z.unknown()),
  judged: z.array(keptJudgement),
});

/** A send step with its frame in place of its value; what a later version adds to it stays. */
export const keptSend: z.ZodType<Omit<SendStep, 'value'> & { readonly bytes: Uint8Array }> = z.looseObject({
  kind: z.literal('send'),
  channel: word,
  sender: count,
  shape: word,
  tag: z.string().nullable(),
  times: z.int().positive(),
  more: z.literal(true).exactOptional(),
  bytes: z.instanceof(Uint8Array),
});

/** Any step, also of a kind that only a later version knows. */
export const anyStep: z.ZodType<{ readonly kind: string }> = z.looseObject({ kind: word, sender: count });

/** Any event, likewise. */
export const anyEvent: z.ZodType<{ readonly kind: string; readonly at: number }> = z.looseObject({
  kind: word,
  at: z.number(),
});

const frame = { channel: word, bytes: z.instanceof(Uint8Array) };
const origin = z.union([
  z.looseObject({ kind: z.literal('step'), step: count }),
  z.looseObject({ kind: z.enum(['probe', 'stop']) }),
]);

/** What oracles rely on, by the kind of event. */
export const KNOWN_EVENTS: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries({
    sent: z.looseObject({ ...frame, seq: count, origin }),
    received: z.looseObject(frame),
    tapped: z.looseObject({ bytes: frame.bytes }),
    log: z.looseObject({ stream: z.enum(['stdout', 'stderr']), line: z.string() }),
    fault: z.looseObject({ step: count, fault: z.looseObject({ kind: word }) }),
    'fault-over': z.looseObject({ step: count }),
    taken: z.looseObject({ channel: word, seq: count }),
    foreign: z.looseObject(frame),
    exit: z.looseObject({ code: z.number().nullable(), signal: z.string().nullable(), wanted: z.boolean() }),
    deadline: z.looseObject({ awaited: z.string(), afterMs: z.number() }),
  }),
);
