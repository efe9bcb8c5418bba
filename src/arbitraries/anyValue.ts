import { bool, nil, type Entry, type WireValue } from '../wire/index.js';
import { anyBuffer, anyBytes } from './buffers.js';
import type { Draw } from './draw.js';
import { anyFloat, nonFinite } from './floats.js';
import { anyInt, edgeInt } from './integers.js';
import { plainText, trickyText } from './texts.js';
import { timestamp } from './timeTexts.js';

/** The deepest nesting of what {@link anyValue} makes. */
const DEPTH_MAX = 4;

/** A value of any kind that every decoder takes: well-formed text, keys that can be keys. */
export function anyValue(draw: Draw): WireValue {
  return nested(draw, anyLeaf, DEPTH_MAX);
}

/** The value itself, or a small structure of such values. */
export function nested(draw: Draw, leaf: (draw: Draw) => WireValue, depth: number): WireValue {
  const way = depth === 0 ? 0 : draw.below(8);
  if (way < 6) return leaf(draw);
  if (way === 6) {
    return { kind: 'array', items: draw.list(0, 8, 2, () => nested(draw, leaf, depth - 1)) };
  }
  return { kind: 'map', entries: anyEntries(draw, (inner) => nested(inner, leaf, depth - 1)) };
}

/** Entries with distinct keys, mostly text. */
export function anyEntries(draw: Draw, value: (draw: Draw) => WireValue): Entry[] {
  return distinct(
    draw.list(0, 8, 2, (): Entry => [draw.chance(1, 8) ? anyKey(draw) : plainText(draw), value(draw)]),
  );
}

/** Without the entries whose key is there already: codecs differ in which of two they keep. */
export function distinct(entries: Entry[]): Entry[] {
  if (entries.length < 2) return entries;
  const seen = new Set<string>();
  return entries.filter(([key]) => {
    const name = keyName(key);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Equal for keys that some language takes for one: 1, 1.0 and true are one key in Python. */
function keyName(key: WireValue): string {
  if (key.kind === 'str' || key.kind === 'bin') return key.kind + Buffer.from(key.bytes).toString('latin1');
  return ['int', 'float', 'bool'].includes(key.kind) ? 'number' : key.kind;
}

/** A leaf of any kind; numbers and text lean to where programs differ. */
export function anyLeaf(draw: Draw): WireValue {
  switch (draw.below(16)) {
    case 0:
      return nil;
    case 1:
    case 2:
      return bool(draw.chance(1, 2));
    case 3:
    case 4:
    case 5:
      return anyInt(draw);
    case 6:
      return edgeInt(draw);
    case 7:
      return anyFloat(draw);
    case 8:
      return nonFinite(draw);
    case 9:
      return anyBuffer(draw);
    case 10:
      return trickyText(draw);
    case 11:
      return draw.chance(1, 2) ? timestamp(draw) : anyExt(draw);
    default:
      return plainText(draw);
  }
}

/** A key other than text that decoders take. */
export function anyKey(draw: Draw): WireValue {
  switch (draw.below(5)) {
    case 0:
      return anyInt(draw);
    case 1:
      return nil;
    case 2:
      return bool(draw.chance(1, 2));
    case 3:
      return anyFloat(draw);
    default:
      return anyBuffer(draw);
  }
}

/** An extension of any code that no codec has a meaning for. */
export function anyExt(draw: Draw): WireValue {
  const code = draw.below(255) - 128;
  return { kind: 'ext', code: code >= -1 ? code + 1 : code, bytes: anyBytes(draw) };
}
