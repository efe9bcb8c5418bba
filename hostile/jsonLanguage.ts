import type { Draw } from './draw.js';
import type { Language } from './parser.js';

/** Texts that readers of JSON meet rarely. */
const LEAVES: readonly string[] = [
  'null',
  'true',
  '0',
  '-0',
  '1',
  '-1',
  '1e400',
  '-1e-400',
  '9007199254740993',
  '1.5',
  '""',
  '"a"',
  '"\\ud800"',
  '"\\u0000"',
  '"__proto__"',
  '"constructor"',
  '"$int"',
  '[]',
  '{}',
  '{"__proto__":1}',
  '{"a":1,"a":2}',
  '{"$int":"1"}',
  '{"$bin":{"hex":"zz"}}',
  '{"$array":[],"declared":4294967295}',
  '{"$prefix":[{"$array":3},1]}',
  '{"$ref":"#"}',
  '"#/$defs/A"',
  'NaN',
  '01',
  '+1',
  '.5',
  '"',
  '[',
  '{',
  ']',
  ',',
  '\\',
  '"\u0001"',
];
/** What is repeated in a large input. */
const UNITS: readonly string[] = [
  '0',
  '-1',
  '1e0',
  '""',
  '"a"',
  '[]',
  '{}',
  '[0]',
  '[[]]',
  '{"":0}',
  '{"a":{}}',
  'null',
  '"\\\\"',
  '"\\u0041"',
  '12345678901234567890',
  '{"$int":"1"}',
  '{"$ref":"#"}',
  '{"$ref":"#/$defs/A"}',
  '{"type":"string"}',
  '{"kind":"x"}',
];
/** What opens in a large input, and how it is closed. */
const NESTS: readonly (readonly [string, string])[] = [
  ['[', ']'],
  ['{"a":', '}'],
  ['[0,', ']'],
  ['{"":[', ']}'],
  ['{"items":', '}'],
  ['{"anyOf":[', ']}'],
  ['{"properties":', '}'],
  ['{"$array":[', ']}'],
  ['{"allOf":[', ']}'],
];
/** What a very long text is made of. */
const RUNS: readonly string[] = [
  'a',
  '9',
  '\\\\',
  '\\n',
  '\\u0041',
  '\\ud800',
  'é',
  '0',
  'ff',
  ' ',
  '/',
  '~',
  '%25',
  '.',
];
const HOLE = '"\u2603"';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Hostile JSON around valid documents: values put, taken out, doubled and nested at any of their places, and large
 * inputs in which one of their places has grown. `finish` may make a document whole again (a checksum).
 */
export function jsonLanguage(
  documents: readonly string[],
  finish: (text: string) => string = (text) => text,
  ownLarge: readonly ((draw: Draw, size: number) => string)[] = [],
): Language {
  const parsed = documents.map((text): Json => JSON.parse(text));
  const pieces = [...LEAVES, ...UNITS, '\ufeff', '\u0000', '\u2028'].map(utf8);
  const holed = (draw: Draw): string => withHole(draw, draw.pick(parsed));
  return {
    valid: documents.map(utf8),
    pieces: [...pieces, Buffer.of(0xff), Buffer.of(0xed, 0xa0, 0x80), Buffer.of(0xc0, 0x80)],
    make: (draw, size) => {
      const filling = draw.rarely(3) ? small(draw, size) : draw.pick(LEAVES);
      const text = holed(draw).replace(HOLE, () => filling);
      return utf8(draw.rarely(3) ? text : finish(text));
    },
    makeLarge: (draw, size) => {
      const own = ownLarge.length > 0 && draw.rarely(2) ? ownLarge[draw.below(ownLarge.length)] : undefined;
      if (own !== undefined) return utf8(own(draw, size)).subarray(0, size);
      const around = draw.rarely(4) ? HOLE : holed(draw);
      const text = around.replace(HOLE, () => grown(draw, size - around.length - 8, draw.pick(parsed)));
      return utf8(draw.rarely(2) ? finish(text) : text).subarray(0, size);
    },
  };
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** A document in which one place, anywhere, is to be filled. */
function withHole(draw: Draw, document: Json): string {
  const places: (readonly [holder: Json, name: string | number])[] = [];
  const pending: Json[] = [document];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value === null || typeof value !== 'object') continue;
    for (const [name, held] of Object.entries(value)) {
      places.push([value, name]);
      pending.push(held);
    }
  }
  const [holder, name] = places[draw.below(places.length)] ?? [null, ''];
  const extra = draw.rarely(6);
  const text = JSON.stringify(document, function put(this: unknown, key, value: unknown) {
    if (this === holder && key === String(name) && !extra) return '\u2603';
    if (extra && value === holder && typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ...value, __proto: '\u2603' };
    return value;
  });
  // A name of its own for what is put beside the others: JSON has no other way to a key of that name.
  return (text.includes(HOLE) ? text : HOLE).replace('"__proto":', () =>
    draw.pick(['"__proto__":', '"more":', '"":', '"kind":', '"$ref":']),
  );
}

function small(draw: Draw, size: number): string {
  const [open, close] = draw.pick(NESTS);
  const depth = draw.length(Math.max(1, size >> 3));
  return open.repeat(depth) + draw.pick(LEAVES) + close.repeat(draw.rarely(8) ? draw.length(depth) : depth);
}

function grown(draw: Draw, size: number, document: Json): string {
  const room = Math.max(0, size);
  switch (draw.below(7)) {
    case 0:
      return `"${times(draw.pick(RUNS), room - 2)}"`;
    case 1: {
      const [open, close] = draw.pick(NESTS);
      const depth = Math.floor(room / (open.length + close.length + 1));
      return `${open.repeat(depth)}0${close.repeat(depth)}`;
    }
    case 2:
      return draw.pick(NESTS)[0].repeat(Math.floor(room / 9));
    case 3:
      return `[${times(`${draw.pick(UNITS)},`, room - 3)}0]`;
    case 4:
      return `{${numbered(room - 10, (at) => `"${draw.rarely(2) ? 'k' : ''}${at}":${draw.pick(UNITS)},`)}"z":0}`;
    case 5: {
      const unit = JSON.stringify(part(draw, document));
      return `[${times(`${unit},`, room - unit.length - 2)}${unit}]`;
    }
    default: {
      const unit = JSON.stringify(part(draw, document));
      return `{${numbered(room - unit.length - 10, (at) => `"k${at}":${unit},`)}"z":${unit}}`;
    }
  }
}

/** Some part of a document. */
function part(draw: Draw, document: Json): Json {
  let value = document;
  for (let depth = draw.below(6); depth > 0 && typeof value === 'object' && value !== null; depth -= 1) {
    const held = Object.values(value);
    value = held[draw.below(Math.max(1, held.length))] ?? value;
  }
  return value;
}

function times(unit: string, room: number): string {
  return unit.repeat(Math.max(0, Math.floor(room / Math.max(1, Buffer.byteLength(unit)))));
}

function numbered(room: number, entry: (at: number) => string): string {
  const entries: string[] = [];
  for (let [at, left] = [0, room]; ; at += 1) {
    const text = entry(at);
    left -= text.length;
    if (left < 0) return entries.join('');
    entries.push(text);
  }
}
