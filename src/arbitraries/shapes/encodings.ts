import {
  array,
  bin,
  bool,
  ext,
  float64,
  int,
  map,
  nil,
  text,
  type Entry,
  type WireValue,
} from '../../wire/index.js';
import type { Draw } from '../draw.js';
import { entriesOf, nameOf, withEntry } from '../entries.js';
import { widerForms } from '../integers.js';
import { fieldOfKey } from '../makers.js';
import { GENEROUS, type Making } from '../making.js';
import { nodesOf, replaced } from '../nodes.js';
import { always, isMap, type ShapeRule } from '../shape.js';
import type { Target } from '../targets.js';

export const swappedKind: ShapeRule = {
  about: 'a text as bytes, or bytes as text',
  hostile: true,
  fits: always,
  make(making, target) {
    const message = target.make(making);
    const candidates = nodesOf(message).filter(({ value }) => value.kind === 'str' || value.kind === 'bin');
    if (candidates.length === 0) return nil;
    return replaced(message, making.draw.pick(candidates).place, swapped);
  },
};

function swapped(value: WireValue): WireValue {
  if (value.kind === 'str') return { kind: 'bin', bytes: value.bytes };
  return value.kind === 'bin' ? { kind: 'str', bytes: value.bytes } : value;
}

/** Keys that a record, or JSON, or a hash table cannot have. */
const KEYS: readonly WireValue[] = [
  int(0),
  nil,
  bool(true),
  float64(1),
  float64(Number.NaN),
  int(-1),
  bin(Uint8Array.of(0x78)),
  array([]),
  array([text('a'), int(1)]),
  map([]),
  map([[text('a'), int(1)]]),
  ext(5, Uint8Array.of(1)),
  ext(-1, new Uint8Array(4)),
];

export const wrongKey: ShapeRule = {
  about: 'a key that is no text, of a record or of a map within it',
  hostile: true,
  fits: isMap,
  make(making, target) {
    const { draw } = making;
    const message = target.make(making);
    const maps = nodesOf(message).filter(({ value }) => value.kind === 'map');
    return replaced(message, draw.pick(maps).place, (value) =>
      withEntry(draw, value, [draw.pick(KEYS), nil]),
    );
  },
};

export const duplicateKeys: ShapeRule = {
  about: 'a field twice, with equal or different values, in either order',
  hostile: false,
  fits: (target) => isMap(target) && (target.record?.fields.length ?? 0) > 0,
  make(making, target) {
    const { draw } = making;
    making.style = GENEROUS;
    const message = target.make(making);
    // A second message gives second values that are as valid as the first.
    const other = draw.chance(1, 3) ? message : target.make(making);
    // Lists that must be equally long are not changed one without the other.
    const paired = target.role.kind === 'record' ? target.role.paired : [];
    const again = entriesOf(other).filter(([key]) => {
      const known = fieldOfKey(key);
      return known !== undefined && !paired.includes(known.field.name);
    });
    return again.length === 0 ? message : doubled(making, target, message, draw.pick(again));
  },
};

function doubled({ draw }: Making, target: Target, message: WireValue, entry: Entry): WireValue {
  const value = withEntry(draw, message, entry);
  const names = entriesOf(value).map(nameOf);
  // A tag that comes late is a shape of its own.
  return names.indexOf(target.tagField) === 0 || target.tagField === null
    ? value
    : { kind: 'map', entries: [...entriesOf(message), entry] };
}

export const nonMinimalWidth: ShapeRule = {
  about: 'headers wider than they need to be: legal, and not what an encoder would write',
  hostile: false,
  fits: always,
  make: (making, target) => wider(making.draw, target.make(making)),
};

/** Each value within, in a form that is not the shortest where the choice falls so. */
function wider(draw: Draw, value: WireValue): WireValue {
  switch (value.kind) {
    case 'int':
      return draw.chance(2, 3) ? draw.pick([value, ...widerForms(value.value)]) : value;
    case 'str':
      return draw.chance(1, 2)
        ? { ...value, header: fitting(draw, value.bytes.length, ['str8', 'str16', 'str32']) }
        : value;
    case 'bin':
      return draw.chance(1, 2)
        ? { ...value, header: fitting(draw, value.bytes.length, ['bin8', 'bin16', 'bin32']) }
        : value;
    case 'ext':
      return draw.chance(1, 2)
        ? { ...value, header: fitting(draw, value.bytes.length, ['ext8', 'ext16', 'ext32']) }
        : value;
    case 'array': {
      const items = value.items.map((item) => wider(draw, item));
      return draw.chance(1, 2)
        ? { kind: 'array', items, header: draw.pick(['array32', 'array16'] as const) }
        : { kind: 'array', items };
    }
    case 'map': {
      const entries = value.entries.map(([key, item]): Entry => [wider(draw, key), wider(draw, item)]);
      return draw.chance(1, 2)
        ? { kind: 'map', entries, header: draw.pick(['map32', 'map16'] as const) }
        : { kind: 'map', entries };
    }
    case 'nil':
    case 'bool':
    case 'float':
    case 'raw':
      return value;
  }
}

/** Of headers for lengths of one, two and four bytes, one that holds the length. */
function fitting<Header>(
  draw: Draw,
  length: number,
  [one, two, four]: readonly [Header, Header, Header],
): Header {
  if (length > 0xffff) return four;
  return draw.pick(length > 0xff ? [four, two] : [four, two, one]);
}
