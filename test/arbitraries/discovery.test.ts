import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHAPE_NAMES, isClosedGrammar, swarm, workload } from '../../src/arbitraries/index.js';
import { targets } from '../../src/arbitraries/targets.js';
import { encode, floatOf, textOf, type SendStep, type WireValue } from '../../src/wire/index.js';
import { marimo } from './schemas.js';

/** Every value within the messages of a run, keys included. */
function* parts(value: WireValue): Generator<WireValue> {
  yield value;
  if (value.kind === 'array') for (const item of value.items) yield* parts(item);
  if (value.kind === 'map') for (const [key, item] of value.entries) yield* (yield* parts(key), parts(item));
}

function isFloat(value: WireValue, test: (float: number) => boolean): boolean {
  return value.kind === 'float' && test(floatOf(value.width, value.bits));
}

function isInt(value: WireValue, ...wanted: readonly bigint[]): boolean {
  return value.kind === 'int' && wanted.includes(value.value);
}

function holds(value: WireValue, text: string): boolean {
  return value.kind === 'str' && Buffer.from(value.bytes).includes(text);
}

/** What a run must not miss; each is looked for in every value of every message. */
const CLASSES: Readonly<Record<string, (value: WireValue) => boolean>> = {
  NaN: (value) => isFloat(value, Number.isNaN),
  'a NaN with a payload': (value) => value.kind === 'float' && value.bits === 0x7ff8_0000_0000_002an,
  'plus infinity': (value) => isFloat(value, (float) => float === Infinity),
  'minus infinity': (value) => isFloat(value, (float) => float === -Infinity),
  'minus zero': (value) => isFloat(value, (float) => Object.is(float, -0)),
  'a 32-bit float': (value) => value.kind === 'float' && value.width === 32,
  '2^31': (value) => isInt(value, 2n ** 31n),
  '2^32': (value) => isInt(value, 2n ** 32n),
  '2^53 + 1': (value) => isInt(value, 2n ** 53n + 1n),
  '-2^53 - 1': (value) => isInt(value, -(2n ** 53n) - 1n),
  '2^63': (value) => isInt(value, 2n ** 63n),
  '-2^63': (value) => isInt(value, -(2n ** 63n)),
  '2^64 - 1': (value) => isInt(value, 2n ** 64n - 1n),
  'a small int in nine bytes': (value) =>
    value.kind === 'int' &&
    value.header?.endsWith('int64') === true &&
    value.value >= 0n &&
    value.value < 128n,
  'a lone surrogate': (value) =>
    value.kind === 'str' && textOf(value.bytes) === null && value.bytes.includes(0xed),
  'an overlong form': (value) =>
    value.kind === 'str' && (value.bytes.includes(0xc0) || value.bytes.includes(0xc1)),
  'an emoji': (value) => holds(value, '😀'),
  'joined emoji': (value) => holds(value, '👩‍👩‍👧‍👦'),
  'a combining mark': (value) => holds(value, '\u0301'),
  NUL: (value) => holds(value, '\0'),
  'a leading byte order mark': (value) =>
    value.kind === 'str' && value.bytes[0] === 0xef && value.bytes[1] === 0xbb && value.bytes[2] === 0xbf,
  'a leading byte order mark before a long text': (value) =>
    value.kind === 'str' && value.bytes.length > 64 && value.bytes[0] === 0xef && value.bytes[2] === 0xbf,
  'right-to-left text': (value) => holds(value, 'שלום') || holds(value, '\u202e'),
  __proto__: (value) => holds(value, '__proto__'),
  'an empty bin': (value) => value.kind === 'bin' && value.bytes.length === 0,
  'every byte': (value) => value.kind === 'bin' && new Set(value.bytes).size === 256,
  'an unknown extension': (value) => value.kind === 'ext' && value.code !== -1,
  'a timestamp': (value) => value.kind === 'ext' && value.code === -1,
  'a key that is no text': (value) =>
    value.kind === 'map' && value.entries.some(([key]) => key.kind !== 'str'),
  'a length that lies': (value) => 'declared' in value,
  'a header that is too wide': (value) => value.kind === 'str' && value.header === 'str32',
};

/** The messages of as many cases as a short run makes in a second or so, each case of another swarm. */
function messages(): readonly SendStep[] {
  return sample(swarm(), { seed: 31, numRuns: 40 }).flatMap((drawn, seed) => {
    const options = { schema: marimo, swarm: drawn, harmless: false };
    return sample(workload(options), { seed, numRuns: 1 }).flatMap(({ steps }) => steps);
  });
}

describe('forty cases', () => {
  const steps = messages();
  const values = steps.flatMap(({ value }) => [...parts(value)]);

  it('hold at least five of every class of input that breaks programs', () => {
    const rare = Object.entries(CLASSES).flatMap(([name, is]) => {
      const count = values.filter(is).length;
      return count < 5 ? [`${name}: ${count}`] : [];
    });
    expect(rare).toEqual([]);
  });

  it('hold every tag of every channel, and every shape', () => {
    const tags = new Set(steps.map(({ channel, tag }) => `${channel} ${tag}`));
    for (const { channel, tag } of targets(marimo, false)) expect(tags).toContain(`${channel} ${tag}`);
    expect(new Set(steps.map(({ shape }) => shape))).toEqual(new Set(SHAPE_NAMES));
  });

  it('are small on average', () => {
    const bytes = steps.reduce((sum, { value, times }) => sum + encode(value).length * times, 0);
    expect(bytes / 40).toBeLessThan(200 * 1024);
  });

  it('hold no code that is not in the closed grammar', () => {
    const codes = values.flatMap((value) => {
      if (value.kind !== 'map') return [];
      return value.entries.flatMap(([key, item]) => {
        if (key.kind !== 'str' || !['code', 'document'].includes(textOf(key.bytes) ?? '')) return [];
        const code = item.kind === 'str' ? textOf(item.bytes) : null;
        return code === null ? [] : [code];
      });
    });
    expect(codes.length).toBeGreaterThan(200);
    expect(codes.filter((code) => !isClosedGrammar(code))).toEqual([]);
  });
});

describe('large payloads', () => {
  it('stand on each edge of 64 KiB, 1 MiB and 10 MiB where they are the focus', () => {
    const focus = { channel: 'control', tag: 'execute-scratchpad', shape: 'large-payload' as const };
    const weights = new Map([['valid' as const, 1]]);
    const options = { schema: marimo, swarm: { weights }, focuses: [focus], messagesMax: 1, harmless: true };
    const sizes = new Set<number>();
    for (const { steps } of sample(workload(options), { seed: 3, numRuns: 60 })) {
      for (const { shape, value } of steps) {
        if (shape !== 'large-payload') continue;
        for (const part of parts(value))
          if ('bytes' in part && part.bytes.length > 60_000) sizes.add(part.bytes.length);
      }
    }
    const edges = [2 ** 16, 2 ** 20, 10 * 2 ** 20].flatMap((edge) => [edge - 1, edge, edge + 1]);
    expect([...sizes].toSorted((a, b) => a - b)).toEqual(edges);
  });
});
