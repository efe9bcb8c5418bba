import type { JsonConformance, Prediction } from '../../src/model/index.js';
import { decode, encode, equal, nil, type WireValue } from '../../src/wire/index.js';
import { Forge } from './forge.js';
import type { Outcome } from './realDecoder.js';
import type { Subject } from './subjects.js';
import type { Tape } from './tape.js';

/** Bytes that are a value of the subject, or nearly so. */
export function forgedBytes(subject: Subject, tape: Tape): Uint8Array {
  const bytes = Uint8Array.from(encode(new Forge(subject.schema, tape).value(subject.type)));
  if (!tape.rarely(6)) return bytes;
  const at = tape.below(bytes.length);
  switch (tape.below(4)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return Uint8Array.from([...bytes, ...tape.bytes(1 + tape.below(3))]);
    case 2:
      bytes[at] = tape.below(256);
      return bytes;
    default:
      return Uint8Array.from([...bytes.slice(0, at), ...tape.bytes(1), ...bytes.slice(at)]);
  }
}

/** How a prediction and what really happened differ, in words; null: not at all, or the model asked. */
export function disagreement(
  subject: Subject,
  bytes: Uint8Array,
  prediction: Prediction,
  outcome: Outcome,
): string | null {
  const fault = faultOf(prediction, outcome);
  if (fault === null) return null;
  return `${subject.python} of ${Buffer.from(bytes).toString('hex')}: ${fault}`;
}

/** The same for a JSON document. What code of the class raises is no matter of the document. */
export function documentDisagreement(
  subject: Subject,
  document: Uint8Array,
  said: JsonConformance,
  outcome: Outcome,
): string | null {
  const came = outcome.kind === 'refused' ? outcome.error.join(': ') : outcome.kind;
  if (said.kind === 'unknown' || CODE_RAISES.test(came)) return null;
  if ((said.kind === 'conforms') === (outcome.kind !== 'refused')) return null;
  return `${subject.python} of ${Buffer.from(document).toString()}: ${JSON.stringify(said)}, came ${came}`;
}

const CODE_RAISES = /^AssertionError|^ValidationError: negative/;

function faultOf(prediction: Prediction, outcome: Outcome): string | null {
  switch (prediction.kind) {
    case 'ask':
      return null;
    case 'refused':
      return refusalFault(prediction, outcome);
    case 'value':
      return outcome.kind === 'value'
        ? valueFault(prediction.value, prediction.fresh, outcome.bytes)
        : `predicted a value, came ${outcome.kind} ${outcome.error.join(': ')}`;
  }
}

function refusalFault(prediction: Prediction & { kind: 'refused' }, outcome: Outcome): string | null {
  const { kind, message, path } = prediction.error;
  const predicted = `predicted ${kind}: ${message} at ${path}`;
  if (outcome.kind !== 'refused') return `${predicted}, came ${outcome.kind}`;
  const [name, said] = outcome.error;
  const same = name === kind && (message === null || message === said) && path === pathIn(name, said);
  return same ? null : `${predicted}, came ${name}: ${said}`;
}

/** The path that an error's text ends with, without backticks. */
function pathIn(name: string, said: string): string | null {
  const path = name === 'ValidationError' ? / - at (`(?:\$|key).*`)$/s.exec(said)?.[1] : undefined;
  return path?.replaceAll('`', '') ?? null;
}

function valueFault(expected: WireValue, fresh: readonly string[], bytes: Uint8Array): string | null {
  const came = decode(bytes);
  const hex = Buffer.from(bytes).toString('hex');
  if (came.kind !== 'value') return `the answer ${hex} is no msgpack`;
  const names = new Set(fresh.map((path) => path.slice(path.lastIndexOf('.') + 1)));
  if (equal(expected, names.size === 0 ? came.value : withoutFresh(expected, came.value, names))) return null;
  return `predicted ${Buffer.from(encode(expected)).toString('hex')}, came ${hex}`;
}

/** What came, with nil in the fields of these names where nil is predicted: any value may stand there. */
function withoutFresh(expected: WireValue, came: WireValue, names: ReadonlySet<string>): WireValue {
  if (expected.kind === 'array' && came.kind === 'array') {
    const items = came.items.map((item, index) => withoutFresh(expected.items[index] ?? nil, item, names));
    return { ...came, items };
  }
  if (expected.kind !== 'map' || came.kind !== 'map') return came;
  const entries = came.entries.map(([key, item], index) => {
    const predicted = expected.entries[index]?.[1] ?? nil;
    const isFresh =
      key.kind === 'str' && names.has(Buffer.from(key.bytes).toString()) && predicted.kind === 'nil';
    return [key, isFresh ? nil : withoutFresh(predicted, item, names)] as const;
  });
  return { ...came, entries };
}
