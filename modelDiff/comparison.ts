import type { Prediction } from '../src/model/index.js';
import { decode, encode, equal, nil, type WireValue } from '../src/wire/index.js';
import type { Outcome } from './realDecoder.js';

/** How a prediction and what really happened differ, in words; null: not at all, or the model asked. */
export function disagreement(prediction: Prediction, outcome: Outcome): string | null {
  switch (prediction.kind) {
    case 'ask':
      return null;
    case 'refused':
      return refusalFault(prediction, outcome);
    case 'value':
      if (outcome.kind === 'value') return valueFault(prediction.value, prediction.fresh, outcome.bytes);
      if (outcome.kind === 'unwritable' && outcome.error[0] === 'OverflowError' && isWide(prediction.value))
        return null;
      return `predicted a value, came ${outcome.kind} ${outcome.error.join(': ')}`;
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
  const hex = Buffer.from(bytes).toString('hex');
  if (has(expected, ({ kind }) => kind === 'raw')) {
    // Raw JSON is no msgpack, so that what came cannot be read.
    return Buffer.from(encode(expected)).toString('hex') === hex
      ? null
      : `predicted other raw bytes, came ${hex}`;
  }
  const came = decode(bytes);
  if (came.kind !== 'value') return `the answer ${hex} is no msgpack`;
  const names = new Set(fresh.map((path) => path.slice(path.lastIndexOf('.') + 1)));
  const read = isWide(expected) ? withWide(came.value) : came.value;
  if (equal(expected, names.size === 0 ? read : withoutFresh(expected, read, names))) return null;
  return `predicted ${told(expected)}, came ${hex}`;
}

function told(value: WireValue): string {
  return isWide(value) ? 'a value with wide integers' : Buffer.from(encode(value)).toString('hex');
}

/** Whether an integer is in it that msgpack does not hold. */
function isWide(value: WireValue): boolean {
  return has(value, (one) => one.kind === 'int' && (one.value >= 2n ** 64n || one.value < -(2n ** 63n)));
}

function has(value: WireValue, is: (one: WireValue) => boolean): boolean {
  if (is(value)) return true;
  if (value.kind === 'array') return value.items.some((item) => has(item, is));
  return value.kind === 'map' && value.entries.some(([key, item]) => has(key, is) || has(item, is));
}

/** With the integers that an ext stood in for. */
function withWide(came: WireValue): WireValue {
  if (came.kind === 'ext' && came.code === 100)
    return { kind: 'int', value: BigInt(Buffer.from(came.bytes).toString()) };
  if (came.kind === 'array') return { ...came, items: came.items.map(withWide) };
  if (came.kind !== 'map') return came;
  return { ...came, entries: came.entries.map(([key, item]) => [withWide(key), withWide(item)] as const) };
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
