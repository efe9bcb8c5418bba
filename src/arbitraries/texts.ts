import type { WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';
import { joinBytes, repeatBytes } from './joinBytes.js';

const utf8 = new TextEncoder();

function encoded(texts: readonly string[]): readonly Uint8Array[] {
  return texts.map((each) => utf8.encode(each));
}

/** Harmless words: what most of a message is made of. */
const WORDS: readonly Uint8Array[] = encoded(
  [
    ['', 'a', 'b', 'x', 'ab', 'id', 'foo', 'bar', 'x1', 'cell', 'value', 'hello', 'Hello World'],
    ['snake_case'],
    ['0', '1', '-1', '1.0', '1e400', '007', 'null', 'true', 'NaN', 'None', 'type', 'op'],
    ['__proto__', 'constructor'],
    ['a b', ' a', 'a ', 'a.b', 'a[0]', '$.a', '"', "'", '{}', '[1,2]', '{"a":1}', '<b>'],
    ['&amp;', '%s', '{0}', '\\', '\n'],
    ['é', 'ß', 'naïve', '日本', 'a'.repeat(31), 'b'.repeat(32), 'c'.repeat(33)],
  ].flat(),
);

const PLAIN: readonly WireValue[] = WORDS.map((bytes) => ({ kind: 'str', bytes }));

/**
 * Well-formed text that is often not carried through: each of these has broken a program somewhere. By kind: beyond
 * the basic plane, joined and combining forms, controls, invisible and directional marks, what looks like syntax.
 */
export const TRICKY: readonly string[] = [
  ['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇺🇳', '𠜎', '𝕏', '\u{10ffff}', '\u{e0001}\u{e0061}'],
  ['e\u0301', '\u0301', 'Å\u030a\u0327', 'ᄒ\u1161\u11ab', 'n\u0303o\u0308'],
  [`z${'\u0336\u0359\u0489'.repeat(12)}`],
  ['\u0000', '\u0001', '\u001b[31m', '\u007f', '\u0085', '\t', '\r\n', '\r', '\u2028', '\u2029', '\u001c'],
  ['\ufeff', '\u200b', '\u200d', '\u2060', '\u00ad', '\u202e', '\u2066', 'שלום', 'مرحبا'],
  ['\u202eabc\u202c'],
  ['\uffff', '\ufffe', '\ufdd0', '\ufffd', '\ud7ff', '\ue000', 'İ', 'ı', 'ß', 'ﬀ', 'Ǆ', 'ΣΑΣ'],
  ['\u00a0', '\u3000'],
  ['\\u0000', '\\ud800', '"\\"', '</script>', '${x}', '{{x}}', '%00', "';--", '\\x00', '../'],
].flat();

const TRICKY_BYTES = encoded(TRICKY);
const BOM = utf8.encode('\ufeff');
/** Long enough for a codec to leave its fast path for short text, with a character that does not fit one byte. */
const RUN_LENGTHS: readonly number[] = [31, 32, 63, 64, 65, 199, 200, 255, 256, 1000];

/** Everyday text: mostly one word, sometimes a few. */
export function plainText(draw: Draw): WireValue {
  const words = draw.below(8);
  if (words < 6) return draw.pick(PLAIN);
  return { kind: 'str', bytes: joinBytes(...draw.list(0, 6, 2, () => draw.pick(WORDS))) };
}

/** Text to break programs with: tricky pieces, alone, in a row, between words, in long runs, behind a BOM. */
export function trickyText(draw: Draw): WireValue {
  return { kind: 'str', bytes: trickyBytes(draw) };
}

export function trickyBytes(draw: Draw): Uint8Array {
  const way = draw.below(8);
  if (way < 4) return draw.pick(TRICKY_BYTES);
  if (way === 4) return joinBytes(BOM, draw.pick(TRICKY_BYTES));
  if (way === 5) return longRun(draw);
  return joinBytes(...draw.list(0, 6, 3, () => draw.pick(draw.chance(2, 3) ? TRICKY_BYTES : WORDS)));
}

/** One piece over and over, to the byte lengths at which headers and code paths change; one more byte at either end. */
function longRun(draw: Draw): Uint8Array {
  const run = repeatBytes(draw.pick(TRICKY_BYTES), draw.pick(RUN_LENGTHS), 0x61);
  if (draw.chance(1, 2)) return run;
  return draw.chance(1, 2) ? joinBytes(draw.pick(WORDS), run) : joinBytes(run, draw.pick(WORDS));
}

/** Text that no other message of the case has: a number, with something before it now and then. */
export function numberedText(draw: Draw, number: number): WireValue {
  const digits = utf8.encode(String(number));
  return {
    kind: 'str',
    bytes: draw.chance(1, 4) ? joinBytes(draw.pick(WORDS), HASH, digits) : joinBytes(ID, digits),
  };
}

const HASH = utf8.encode('#');
const ID = utf8.encode('id');

/** Text of `min` to `max` code points: ASCII, and now and then a character beyond the basic plane. */
export function textOfLength(draw: Draw, min: number, max: number): WireValue {
  const length = min + draw.skewed(Math.min(max - min, 40));
  let value = '';
  for (let at = 0; at < length; at += 1)
    value += draw.chance(1, 16) ? '😀' : String.fromCharCode(97 + draw.below(26));
  return { kind: 'str', bytes: utf8.encode(value) };
}

/** The same text with the number of its message behind it. */
export function textWithNumber(value: WireValue, number: number): WireValue {
  if (value.kind !== 'str') return value;
  return { kind: 'str', bytes: joinBytes(value.bytes, HASH, utf8.encode(String(number))) };
}
