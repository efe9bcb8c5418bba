import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  bool,
  encode,
  equal,
  ext,
  firstDifference,
  float32,
  float64,
  floatBits,
  int,
  map,
  nil,
  offsetOf,
  record,
  str,
  text,
  type Difference,
  type Entry,
  type LossName,
  type WireValue,
} from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { leastCpu } from './leastCpu.js';
import { DEEP, nested } from './nested.js';

const fromHex = (digits: string): Uint8Array => Buffer.from(digits, 'hex');
const losing = (...names: LossName[]): ReadonlySet<LossName> => new Set(names);
const none = losing();

function difference(expected: WireValue, actual: WireValue, loses: ReadonlySet<LossName> = none): Difference {
  const found = firstDifference(expected, actual, loses);
  if (found === null) throw new Error('no difference was found');
  return found;
}

/** Path and kind, in one line. */
function told(expected: WireValue, actual: WireValue, loses: ReadonlySet<LossName> = none): string {
  const { path, kindOfChange } = difference(expected, actual, loses);
  return `${path}: ${kindOfChange}`;
}

/** The path to the value of this key. */
function at(key: WireValue): string {
  return difference(map([[key, int(1)]]), map([[key, int(2)]])).path;
}

function inner(value: WireValue): WireValue {
  return record({ cells: array([nil, record({ code: value })]) });
}

function plain(leaf: WireValue): WireValue {
  let value = leaf;
  for (let i = 0; i < DEEP; i += 1) value = array([value]);
  return value;
}

const entriesOf = (...entries: (readonly [string, number])[]): WireValue =>
  map(entries.map(([key, value]): Entry => [text(key), int(value)]));

describe('firstDifference, what changed', () => {
  it('names the kinds when they differ', () => {
    expect(told(float64(1.5), nil)).toBe('$: float64 -> nil');
    expect(told(int(1), float64(1))).toBe('$: int -> float64');
    expect(told(float32(1), float64(1))).toBe('$: float32 -> float64');
    expect(told(text('a'), bin(fromHex('61')))).toBe('$: str -> bin');
    expect(told(array([]), map([]))).toBe('$: array -> map');
    expect(told(array([nil]), nil)).toBe('$: array -> nil');
    expect(told(nil, map([]))).toBe('$: nil -> map');
  });

  it('names what changed within a kind, never a value', () => {
    expect(told(bool(true), bool(false))).toBe('$: bool changed');
    expect(told(int(1), int(2))).toBe('$: int changed');
    expect(told(float64(1), float64(2))).toBe('$: float64 changed');
    expect(told(float64(-0), float64(0))).toBe('$: float64 sign of zero changed');
    expect(told(float64(Number.NaN), float64(0))).toBe('$: float64 NaN lost');
    expect(told(floatBits(32, 0x7fc0_0001n), float32(Number.NaN))).toBe('$: float32 NaN payload changed');
    expect(told(text('abc'), text('abd'))).toBe('$: str bytes changed');
    expect(told(text('abc'), text('ab'))).toBe('$: str cut short');
    expect(told(str(fromHex('61ff')), text('a\u{fffd}'))).toBe('$: str ill-formed bytes changed');
    expect(told(ext(1, fromHex('00')), ext(2, fromHex('00')))).toBe('$: ext code changed');
    expect(told(ext(1, fromHex('0000')), ext(1, fromHex('00')))).toBe('$: ext cut short');
  });

  it('tells items and entries that went, came or moved', () => {
    expect(told(array([int(1), int(2)]), array([int(1)]))).toBe('$[1]: item missing');
    expect(told(array([]), array([int(1)]))).toBe('$[0]: item added');
    expect(told(entriesOf(['a', 1], ['b', 2]), entriesOf(['b', 2]))).toBe('$.a: entry missing');
    expect(told(entriesOf(['a', 1], ['b', 2]), entriesOf(['a', 1]))).toBe('$.b: entry missing');
    expect(told(entriesOf(['b', 2]), entriesOf(['a', 1], ['b', 2]))).toBe('$.a: entry added');
    expect(told(entriesOf(['a', 1]), entriesOf(['a', 1], ['b', 2]))).toBe('$.b: entry added');
    expect(told(entriesOf(['a', 1], ['b', 2]), entriesOf(['b', 2], ['a', 1]))).toBe('$: order changed');
    expect(told(entriesOf(['a', 1], ['b', 2]), entriesOf(['c', 1], ['b', 2]))).toBe(
      'key in $: key str bytes changed',
    );
    expect(told(map([[int(1), nil]]), map([[float64(1), nil]]))).toBe('key in $: key int -> float64');
    expect(told(entriesOf(['a', 1], ['b', 2]), entriesOf(['c', 2]))).toBe('$.a: entry missing');
    expect(told(entriesOf(['c', 2]), entriesOf(['a', 1], ['b', 2]))).toBe('$.a: entry added');
    expect(told(entriesOf(['a', 1], ['a', 2]), entriesOf(['a', 2]))).toBe('$.a: duplicate key lost');
  });

  it('shows both sides, and null for what is absent', () => {
    expect(difference(record({ a: int(1) }), record({ a: nil }))).toMatchObject({
      expected: int(1),
      actual: nil,
    });
    expect(difference(record({ a: int(1) }), record({}))).toMatchObject({ expected: int(1), actual: null });
    expect(difference(record({}), record({ a: nil }))).toMatchObject({ expected: null, actual: nil });
  });
});

describe('firstDifference, where', () => {
  it('writes paths as msgspec does, and other keys in brackets', () => {
    expect(at(text('cellIds'))).toBe('$.cellIds');
    expect(at(text('a b'))).toBe('$[key "a b"]');
    expect(at(text('a.b'))).toBe('$[key "a.b"]');
    expect(at(int(5))).toBe('$[key 5]');
    expect(at(float64(1))).toBe('$[key 1.0]');
    expect(at(str(fromHex('ff')))).toBe('$[key str 0xff]');
    expect(at(array([int(1)]))).toBe('$[key [1]]');
    expect(at(text('k'.repeat(500))).length).toBeLessThan(80);
    expect(told(inner(text('a')), inner(nil))).toBe('$.cells[1].code: str -> nil');
  });

  it('gives positions at which the bytes hold both sides', () => {
    const any = anyWireValue({ withExt: true });
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const expected = array([c, map([[c, a]])]);
        const actual = array([c, map([[c, b]])]);
        const found = firstDifference(expected, actual, none);
        expect(found === null).toBe(equal(a, b));
        if (found === null) return;
        for (const [whole, part, position] of [
          [expected, found.expected, found.expectedAt],
          [actual, found.actual, found.actualAt],
        ] as const) {
          const bytes = encode(whole);
          const offset = offsetOf(bytes, position);
          expect(offset).not.toBeNull();
          if (part === null || offset === null) continue;
          const partBytes = encode(part);
          expect(Buffer.compare(bytes.subarray(offset, offset + partBytes.length), partBytes)).toBe(0);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('points at the container for what it does not hold', () => {
    const found = difference(
      record({ x: entriesOf(['a', 1], ['b', 2]) }),
      record({ x: entriesOf(['a', 1]) }),
    );
    expect(found).toMatchObject({ path: '$.x.b', expectedAt: [1, 3], actualAt: [1] });
    const item = difference(array([array([nil])]), array([array([nil, int(1)])]));
    expect(item).toMatchObject({ path: '$[0][1]', expectedAt: [0], actualAt: [0, 1] });
  });

  it('finds none exactly where the values are equal', () => {
    const any = anyWireValue({ withExt: true });
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(firstDifference(a, b, none) === null).toBe(equal(a, b));
        expect(firstDifference(a, a, none)).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('firstDifference, declared losses', () => {
  it('float32 excuses the width, and nothing else', () => {
    const loses = losing('float32');
    expect(firstDifference(float32(0.1), float64(Math.fround(0.1)), loses)).toBeNull();
    expect(firstDifference(float32(-0), float64(-0), loses)).toBeNull();
    expect(firstDifference(floatBits(32, 0xffc0_0001n), float64(Number.NaN), loses)).toBeNull();
    expect(told(float32(0.1), float64(0.1), loses)).toBe('$: float32 -> float64');
    expect(told(float32(-0), float64(0), loses)).toBe('$: float32 -> float64');
    expect(told(float32(1), int(1), loses)).toBe('$: float32 -> int');
    expect(told(float32(Number.NaN), nil, loses)).toBe('$: float32 -> nil');
    expect(told(float64(1), float32(1), loses)).toBe('$: float64 -> float32');
    expect(told(floatBits(32, 0x7fc0_0001n), float32(Number.NaN), loses)).toBe(
      '$: float32 NaN payload changed',
    );
  });

  it('negative-zero, integral-float and nan-payload excuse what they say, also together', () => {
    expect(firstDifference(float64(-0), float64(0), losing('negative-zero'))).toBeNull();
    expect(told(float64(0), float64(-0), losing('negative-zero'))).toBe('$: float64 sign of zero changed');
    expect(firstDifference(float64(3), int(3), losing('integral-float'))).toBeNull();
    expect(firstDifference(float64(2 ** 63), int(2n ** 63n), losing('integral-float'))).toBeNull();
    expect(told(float64(3.5), int(3), losing('integral-float'))).toBe('$: float64 -> int');
    expect(told(int(3), float64(3), losing('integral-float'))).toBe('$: int -> float64');
    expect(told(float64(-0), int(0), losing('integral-float'))).toBe('$: float64 -> int');
    expect(firstDifference(float64(-0), int(0), losing('integral-float', 'negative-zero'))).toBeNull();
    expect(firstDifference(float32(-0), float64(0), losing('float32', 'negative-zero'))).toBeNull();
    expect(
      firstDifference(floatBits(64, 0x7ff0_0000_0000_0001n), float64(Number.NaN), losing('nan-payload')),
    ).toBeNull();
    expect(told(float64(Number.NaN), float64(1), losing('nan-payload'))).toBe('$: float64 NaN lost');
    expect(told(float64(Number.NaN), int(0), losing('nan-payload', 'integral-float'))).toBe(
      '$: float64 -> int',
    );
  });

  it('ill-formed-text excuses U+FFFD for what is no UTF-8, and only there', () => {
    const loses = losing('ill-formed-text');
    for (const came of ['a\u{fffd}b', 'a\u{fffd}\u{fffd}\u{fffd}b']) {
      expect(firstDifference(str(fromHex('61eda08062')), text(came), loses)).toBeNull();
    }
    for (const came of ['ab', 'a\u{fffd}', '\u{fffd}', 'a?b', 'A\u{fffd}b']) {
      expect(told(str(fromHex('61eda08062')), text(came), loses)).toMatch(/^\$: str/);
    }
    expect(told(str(fromHex('61ff')), str(fromHex('61fe')), loses)).toBe('$: str ill-formed bytes changed');
    expect(told(text('a'), text('\u{fffd}'), loses)).toBe('$: str bytes changed');
  });

  it('leading-bom excuses one mark at the start', () => {
    const loses = losing('leading-bom');
    expect(firstDifference(text('\u{feff}a'), text('a'), loses)).toBeNull();
    expect(told(text('a\u{feff}'), text('a'), loses)).toBe('$: str cut short');
    expect(told(text('a\u{feff}'), text('\u{feff}'), loses)).toBe('$: str bytes changed');
    expect(told(text('\u{feff}\u{feff}a'), text('a'), loses)).toBe('$: str bytes changed');
    expect(told(text('a'), text('\u{feff}a'), loses)).toBe('$: str bytes changed');
  });
});

describe('firstDifference, duplicate keys', () => {
  const loses = losing('duplicate-keys');
  const sent = entriesOf(['a', 1], ['b', 2], ['a', 3], ['c', 4], ['a', 5]);

  it('lets one of them survive, in the place and with the value of any', () => {
    for (const came of [
      sent,
      entriesOf(['a', 5], ['b', 2], ['c', 4]),
      entriesOf(['a', 1], ['b', 2], ['c', 4]),
      entriesOf(['b', 2], ['c', 4], ['a', 5]),
      entriesOf(['b', 2], ['a', 3], ['c', 4]),
      entriesOf(['a', 3], ['b', 2], ['c', 4], ['a', 5]),
    ]) {
      expect(firstDifference(sent, came, loses)).toBeNull();
    }
  });

  it('lets nothing else go, come, move or change', () => {
    expect(told(sent, entriesOf(['b', 2], ['c', 4]), loses)).toBe('$.a: entry missing');
    expect(told(sent, entriesOf(['a', 5], ['c', 4]), loses)).toBe('$.b: entry missing');
    expect(told(sent, entriesOf(['a', 6], ['b', 2], ['c', 4]), loses)).toBe('$.a: int changed');
    expect(told(sent, entriesOf(['a', 5], ['b', 7], ['c', 4]), loses)).toBe('$.b: int changed');
    expect(told(sent, entriesOf(['a', 5], ['c', 4], ['b', 2]), loses)).toBe('$: order changed');
    expect(told(sent, entriesOf(['a', 5], ['b', 2], ['c', 4], ['d', 4]), loses)).toBe('$.d: entry added');
    expect(told(entriesOf(['a', 1], ['b', 2]), entriesOf(['a', 1]), loses)).toBe('$.b: entry missing');
    expect(told(entriesOf(['a', 1], ['a', 2]), entriesOf(['a', 2], ['a', 1]), loses)).toBe(
      '$.a: int changed',
    );
    expect(told(sent, entriesOf(['a', 5], ['b', 2], ['c', 4]))).toBe('$.a: duplicate key lost');
  });

  it('points at the survivor among the entries that were sent', () => {
    const found = difference(sent, entriesOf(['b', 2], ['a', 3], ['c', 9]), loses);
    expect(found).toMatchObject({
      path: '$.c',
      expectedAt: [7],
      actualAt: [5],
      expected: int(4),
      actual: int(9),
    });
  });

  it('takes keys for duplicates that the other losses make one', () => {
    const keys = map([
      [int(1), nil],
      [float64(1), bool(true)],
      [float32(1), bool(false)],
    ]);
    const all = losing('duplicate-keys', 'integral-float', 'float32');
    expect(firstDifference(keys, map([[int(1), bool(false)]]), all)).toBeNull();
    expect(told(keys, map([[int(1), bool(false)]]), loses)).not.toBe('');
    expect(told(keys, map([[int(2), bool(false)]]), all)).toBe('key in $: key int changed');
  });

  it('lets a key that is a map lose its own duplicates', () => {
    const key = entriesOf(['x', 1], ['x', 2]);
    const doubled = map([
      [text('a'), nil],
      [key, int(1)],
      [text('a'), bool(true)],
    ]);
    expect(
      firstDifference(
        doubled,
        map([
          [text('a'), bool(true)],
          [entriesOf(['x', 2]), int(1)],
        ]),
        loses,
      ),
    ).toBeNull();
    expect(
      told(
        doubled,
        map([
          [text('a'), bool(true)],
          [entriesOf(['x', 3]), int(1)],
        ]),
        loses,
      ),
    ).toMatch(/^key in \$/);
  });

  it('considers nested choices without taking forever', () => {
    let [wide, came]: [WireValue, WireValue] = [int(0), int(1)];
    for (let depth = 0; depth < 12; depth += 1) {
      wide = map([
        [text('a'), wide],
        [text('a'), wide],
      ]);
      came = map([[text('a'), came]]);
    }
    expect(leastCpu(() => firstDifference(wide, came, loses))).toBeLessThan(200);
    let [deep, kept]: [WireValue, WireValue] = [int(0), int(0)];
    for (let depth = 0; depth < DEEP; depth += 1) {
      deep = map([
        [text('a'), nil],
        [text('a'), deep],
      ]);
      kept = map([[text('a'), kept]]);
    }
    expect(firstDifference(deep, kept, loses)).toBeNull();
  });
});

describe('firstDifference, deep values', () => {
  it(`compares ${DEEP} levels, and names the place in a line`, () => {
    expect(firstDifference(nested(DEEP, nil), nested(DEEP, nil), none)).toBeNull();
    const found = difference(nested(DEEP, nil), nested(DEEP, int(1)));
    expect(found.path.length).toBeLessThan(2_000);
    expect(found.kindOfChange).toMatch(/nil -> int|key/);
    expect(told(plain(nil), plain(int(1)))).toMatch(
      /^\$\[0\].*\.\.\.\(99952 levels\)\.\.\..*\[0\]: nil -> int$/,
    );
  });
});
