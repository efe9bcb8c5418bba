import { predict, type Prediction } from '../../model/index.js';
import type { Frame, Schema } from '../../schema/index.js';
import { encode, survey, WireError, type WireValue } from '../../wire/index.js';
import type { Answers } from '../types.js';

/** What a healthy kernel may do with one frame. */
export type Expectation =
  /** It decodes. */
  | {
      readonly kind: 'value';
      /** Its encoding; null: the very bytes that were sent. Other headers are as good. */
      readonly bytes: Uint8Array | null;
      /** Paths at which any valid value may stand, and whether what came back is valid as a whole. */
      readonly fresh: { readonly paths: readonly string[]; isValid(payload: Uint8Array): boolean } | null;
      /** Errors by which it may refuse it nevertheless. */
      readonly mayRaise: readonly string[];
    }
  /** It must be refused. */
  | {
      readonly kind: 'refused';
      readonly mayRaise: readonly string[];
      /** Where the error is; undefined: not known for sure. */
      readonly path: string | null | undefined;
      readonly because: string;
    }
  /** Only the kernel can know: an echo and a refusal, of whatever class, are equally good. */
  | { readonly kind: 'ask'; readonly because: string };

/** What is expected of the frames of one channel. */
export type Expect = (sent: Uint8Array) => Expectation;

/**
 * Tells what is expected, frame by frame. The answer for the frame asked last is kept: a burst sends one and the same
 * buffer again and again.
 */
export function expectOn(answers: Exclude<Answers, { kind: 'program' }>, channel: string): Expect {
  const expect = answers.kind === 'echo' ? expectUntyped : expectTyped(answers, channel);
  let last: Uint8Array | null = null;
  let expectation: Expectation | null = null;
  return (sent) => {
    if (expectation === null || sent !== last) {
      last = sent;
      expectation = expect(sent);
    }
    return expectation;
  };
}

/** How many containers deep an untyped decoder must go. */
const DEPTH_MIN = 500;

/** An untyped echo takes any well-formed value, but for two freedoms. */
function expectUntyped(sent: Uint8Array): Expectation {
  const { whole, depth, illFormedText } = survey(sent);
  return UNTYPED[(whole ? 4 : 0) + (depth > DEPTH_MIN ? 2 : 0) + (illFormedText ? 1 : 0)] ?? UNSURE;
}

const UNSURE: Expectation = { kind: 'ask', because: 'the frame could not be looked over' };

/** Made once: most messages need none of their own. */
const UNTYPED: readonly Expectation[] = Array.from({ length: 8 }, (_, bits) => {
  const freedoms = [...(bits & 2 ? ['RecursionError'] : []), ...(bits & 1 ? ['UnicodeDecodeError'] : [])];
  return bits & 4
    ? { kind: 'value', bytes: null, fresh: null, mayRaise: freedoms }
    : {
        kind: 'refused',
        mayRaise: ['DecodeError', ...freedoms],
        path: null,
        because: 'the bytes are not one whole msgpack value',
      };
});

function expectTyped(answers: Extract<Answers, { kind: 'typed-echo' }>, channel: string): Expect {
  const { schema, msgspec } = answers;
  const body = bodyOn(schema, channel);
  if (body === null) return () => ({ kind: 'ask', because: `the kernel's schema has no channel ${channel}` });
  const { type, codec } = body;
  if (codec !== 'msgpack' && codec !== 'json') {
    return () => ({ kind: 'ask', because: `frames of the channel ${channel} are ${codec}` });
  }
  // What comes back is msgpack, whatever it was decoded from.
  const predictPayload = (payload: Uint8Array): Prediction =>
    predict(schema, type, payload, 'msgpack', msgspec);
  return (sent) => expectationOf(predict(schema, type, sent, codec, msgspec), predictPayload);
}

function bodyOn(schema: Schema, channel: string): Frame | null {
  const found = schema.channels.find(({ name }) => name === channel);
  return found?.envelope.find(({ role }) => role === 'body') ?? null;
}

const NOTHING: readonly string[] = [];

function expectationOf(
  prediction: Prediction,
  predictPayload: (payload: Uint8Array) => Prediction,
): Expectation {
  switch (prediction.kind) {
    case 'value': {
      const { value, fresh: paths } = prediction;
      if (paths.some((path) => !path.startsWith('$'))) {
        return { kind: 'ask', because: 'a key holds a default that is made anew each time' };
      }
      const isValid = (payload: Uint8Array): boolean => predictPayload(payload).kind !== 'refused';
      const fresh = paths.length === 0 ? null : { paths, isValid };
      const bytes = written(value);
      return bytes === null
        ? { kind: 'ask', because: 'msgpack does not hold an integer of that size' }
        : { kind: 'value', bytes, fresh, mayRaise: NOTHING };
    }
    case 'refused': {
      const { kind, path, message } = prediction.error;
      return { kind: 'refused', mayRaise: namesOf(kind, message), path, because: message ?? kind };
    }
    case 'ask':
      return prediction;
  }
}

/** Null: JSON had an integer that msgpack does not. */
function written(value: WireValue): Uint8Array | null {
  try {
    return encode(value);
  } catch (error) {
    if (error instanceof WireError && error.kind === 'out-of-range') return null;
    throw error;
  }
}

/** A map key that cannot be hashed: the class changed between releases of the decoder. */
function namesOf(kind: string, message: string | null): readonly string[] {
  return message?.includes('hashable') === true ? ['DecodeError', 'TypeError'] : [kind];
}
