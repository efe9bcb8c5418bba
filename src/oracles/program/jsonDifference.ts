import { floatOf, textOf, type Entry, type Json, type WireValue } from '../../wire/index.js';

/** Where a JSON document is not what a value becomes in it. */
export interface JsonDifference {
  /** As msgspec writes it, entries of dictionaries as `[...]`. */
  readonly path: string;
  /** Null: absent. */
  readonly expected: WireValue | null;
  /** Null: absent. */
  readonly actual: Json | null;
  /** For the signature: `int -> str`, `float changed`, `entry missing`. */
  readonly change: string;
}

/** `unsure`: no difference, but some part has no certain form in JSON. */
export type JsonVerdict = 'same' | 'unsure' | JsonDifference;

/**
 * Compares a value with the JSON document that msgspec's encoder makes of it: NaN and infinities become null, bytes
 * base64, keys text; numbers keep their value and whether they are ints, -0.0 its sign. What has no certain form
 * (extensions, dates, keys that are neither text nor number nor bytes) is left out. Any depth.
 */
export function jsonDifference(expected: WireValue, actual: Json): JsonVerdict {
  const pending: Pair[] = [{ path: '$', expected, actual }];
  let unsure = false;
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const found = step(pair, pending);
    if (found === 'unsure') unsure = true;
    else if (found !== 'same') return found;
  }
  return unsure ? 'unsure' : 'same';
}

interface Pair {
  readonly path: string;
  readonly expected: WireValue;
  readonly actual: Json;
}

function step(pair: Pair, pending: Pair[]): JsonVerdict {
  const { expected, actual } = pair;
  switch (expected.kind) {
    case 'array':
      return actual.kind === 'array' ? items(pair, expected.items, actual.items, pending) : changed(pair);
    case 'map':
      return actual.kind === 'object'
        ? entries(pair, expected.entries, actual.entries, pending)
        : changed(pair);
    case 'ext':
    case 'raw':
      return 'unsure';
    case 'nil':
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
    case 'bin':
      return leafSame(expected, actual) ? 'same' : changed(pair);
  }
}

type Leaf = Exclude<WireValue, { kind: 'array' | 'map' | 'ext' | 'raw' }>;

function leafSame(expected: Leaf, actual: Json): boolean {
  switch (expected.kind) {
    case 'nil':
      return actual.kind === 'nil';
    case 'bool':
      return actual.kind === 'bool' && actual.value === expected.value;
    case 'int':
      return actual.kind === 'int' && actual.value === expected.value;
    case 'float': {
      const number = floatOf(expected.width, expected.bits);
      if (!Number.isFinite(number)) return actual.kind === 'nil';
      return actual.kind === 'float' && Object.is(actual.value, number);
    }
    case 'str':
      return actual.kind === 'str' && actual.value === textOf(expected.bytes);
    case 'bin':
      return actual.kind === 'str' && actual.value === Buffer.from(expected.bytes).toString('base64');
  }
}

function changed({ path, expected, actual }: Pair): JsonDifference {
  const is = actual.kind === 'object' ? 'map' : actual.kind;
  const change = expected.kind === is ? `${is} changed` : `${expected.kind} -> ${is}`;
  return { path, expected, actual, change };
}

function items(
  { path }: Pair,
  expected: readonly WireValue[],
  actual: readonly Json[],
  pending: Pair[],
): JsonVerdict {
  for (let at = Math.max(expected.length, actual.length) - 1; at >= 0; at -= 1) {
    const [mine, theirs] = [expected[at], actual[at]];
    if (mine === undefined || theirs === undefined) {
      const change = mine === undefined ? 'item added' : 'item missing';
      return { path: `${path}[${at}]`, expected: mine ?? null, actual: theirs ?? null, change };
    }
    pending.push({ path: `${path}[${at}]`, expected: mine, actual: theirs });
  }
  return 'same';
}

function entries(
  { path }: Pair,
  expected: readonly Entry[],
  actual: readonly (readonly [string, Json])[],
  pending: Pair[],
): JsonVerdict {
  let verdict: JsonVerdict = 'same';
  for (let at = Math.max(expected.length, actual.length) - 1; at >= 0; at -= 1) {
    const [mine, theirs] = [expected[at], actual[at]];
    if (mine === undefined || theirs === undefined) {
      const change = mine === undefined ? 'entry added' : 'entry missing';
      return { path, expected: mine?.[1] ?? null, actual: theirs?.[1] ?? null, change };
    }
    const name = keySame(mine[0], theirs[0]);
    if (name === 'unsure') verdict = 'unsure';
    if (name === false) {
      const key: Json = { kind: 'str', value: theirs[0] };
      return {
        path: `key in ${path}`,
        expected: mine[0],
        actual: key,
        change: `key of ${mine[0].kind} changed`,
      };
    }
    pending.push({ path: `${path}[...]`, expected: mine[1], actual: theirs[1] });
  }
  return verdict;
}

/** Keys are text in JSON, whatever they were. */
function keySame(key: WireValue, name: string): boolean | 'unsure' {
  switch (key.kind) {
    case 'str':
      return textOf(key.bytes) === name;
    case 'int':
      return String(key.value) === name;
    case 'bin':
      return Buffer.from(key.bytes).toString('base64') === name;
    case 'float': {
      const number = floatOf(key.width, key.bits);
      // How many digits and which exponent: the same number is as good.
      return Number.isFinite(number) ? Object.is(Number(name), number) : name === NAMES.get(number);
    }
    case 'nil':
    case 'bool':
    case 'array':
    case 'map':
    case 'ext':
    case 'raw':
      return 'unsure';
  }
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [Number.NaN, 'nan'],
  [Infinity, 'inf'],
  [-Infinity, '-inf'],
]);
