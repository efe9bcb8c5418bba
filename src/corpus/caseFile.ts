import { z } from 'zod';
import type { BuiltInOracle, Outcome, Violation } from '../oracles/index.js';
import type { FaultStep } from '../wire/index.js';
import { faultFile } from './faultFile.js';
import { FAULT_MS_MAX, STEP_BYTES_MAX, STEPS_MAX } from './limits.js';
import type { DeflatedBytes, PackedBytes } from './packedBytes.js';
import type { CaseSize, Evidence, Found, SavedCase } from './savedCase.js';

/** A case file as it stands on disk. */
export interface CaseHead extends Omit<SavedCase, 'case'> {
  readonly format: 'skewfuzz-case';
  readonly version: 1;
  /** Steps, each to be checked by {@link stepFile}. */
  readonly steps: readonly unknown[];
}

/** A step as it stands in a file. */
export type StepFile = SendFile | FaultStep;

export interface SendFile {
  readonly kind: 'send';
  readonly channel: string;
  readonly sender: number;
  readonly shape: string;
  readonly tag: string | null;
  readonly times: number;
  readonly more?: true;
  readonly afterMs?: number;
  /** The tagged form of the value, for people and for shrinking; left out where the frame is long. */
  readonly value?: unknown;
  /** The frame: this is what a replay sends. */
  readonly bytes: PackedBytes;
}

/** Each name for itself, so that the compiler finds a name that is missing here. */
const ORACLES = {
  'round-trip': 'round-trip',
  fifo: 'fifo',
  'clean-decode-failure': 'clean-decode-failure',
  alive: 'alive',
  notification: 'notification',
  correlation: 'correlation',
  merging: 'merging',
  isolation: 'isolation',
} as const satisfies { readonly [Name in BuiltInOracle]: Name };

const OUTCOMES = {
  echoed: 'echoed',
  lossy: 'lossy',
  refused: 'refused',
  'dropped-logged': 'dropped-logged',
  'dropped-silent': 'dropped-silent',
  zombie: 'zombie',
  crash: 'crash',
  hang: 'hang',
  reordered: 'reordered',
  duplicated: 'duplicated',
} as const satisfies { readonly [Name in Outcome]: Name };

const count = z.int().nonnegative();
const positive = z.int().positive();
/** However long: what was found must be kept, and a file as a whole has a limit. */
const word = z.string().min(1);
// The validator would tell of each item that is wrong, a kilobyte each; here the list as a whole is wrong.
const texts = z.custom<readonly string[]>(
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  'must be a list of strings',
);
const named = z.custom<Readonly<Record<string, string>>>(
  (value) => isObject(value) && Object.values(value).every((item) => typeof item === 'string'),
  'must be strings by name',
);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');

const violation: z.ZodType<Violation> = z.strictObject({
  oracle: z.union([z.enum(ORACLES), z.templateLiteral(['own:', z.string().regex(/^[\w-]{1,60}$/)])]),
  rule: word,
  outcome: z.enum(OUTCOMES),
  channel: word.nullable(),
  step: count.nullable(),
  tag: z.string().nullable(),
  shape: word.nullable(),
  path: z.string().nullable(),
  change: z.string().nullable(),
  expected: z.string(),
  actual: z.string(),
  because: z.string(),
});

const size: z.ZodType<CaseSize> = z.strictObject({ steps: count, messages: count, bytes: count });

const found: z.ZodType<Found> = z.strictObject({
  seed: z.strictObject({ text: word, number: z.int() }),
  caseIndex: count,
  when: z.iso.datetime(),
  versions: named,
});

const evidence: z.ZodType<Evidence> = z.strictObject({
  signature: word,
  violation,
  reproduced: z
    .strictObject({ k: count, n: positive })
    .refine(({ k, n }) => k <= n, 'k must not be more than n'),
  shrunk: z.strictObject({ from: size, runs: count }).nullable(),
  found,
});

const deflated: z.ZodType<DeflatedBytes> = z.strictObject({
  length: count.max(STEP_BYTES_MAX),
  sha256: hash,
  deflate: z.string().refine((text) => !/[^0-9a-zA-Z+/=]/.test(text), 'must be base64'),
});

const send = z.strictObject({
  kind: z.literal('send'),
  channel: word,
  sender: count,
  shape: word,
  tag: z.string().nullable(),
  times: positive,
  more: z.literal(true).exactOptional(),
  afterMs: z.number().nonnegative().max(FAULT_MS_MAX).exactOptional(),
  value: z.unknown().optional(),
  bytes: z.union([z.string().refine(isHex, 'must be bytes in hex'), deflated]),
}) satisfies z.ZodType<SendFile>;

const fault = z.strictObject({
  kind: z.literal('fault'),
  sender: count,
  afterMs: z.number().nonnegative().max(FAULT_MS_MAX),
  fault: faultFile,
}) satisfies z.ZodType<FaultStep>;

/** Checks the shape of one step; what it holds is checked by parseCase. */
export const stepFile: z.ZodType<StepFile> = z.discriminatedUnion('kind', [send, fault]);

/** Checks the shape of a case file, but for its steps. */
export const caseHead: z.ZodType<CaseHead> = z.strictObject({
  format: z.literal('skewfuzz-case'),
  version: z.literal(1),
  about: z.strictObject({ headline: z.string(), lines: texts }),
  kernel: word,
  schema: z.strictObject({ protocol: word, release: word, fingerprint: hash }),
  evidence: evidence.nullable(),
  // None at all: the bug shows at the probes, or when the kernel is told to stop.
  steps: z
    .custom<readonly unknown[]>(Array.isArray, 'must be a list')
    .refine(({ length }) => length <= STEPS_MAX, `must be at most ${STEPS_MAX} steps`),
});

/** Not by a pattern: one that is tried on megabytes takes its memory from the stack. */
function isHex(text: string): boolean {
  return text.length % 2 === 0 && !/[^0-9a-f]/.test(text);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
