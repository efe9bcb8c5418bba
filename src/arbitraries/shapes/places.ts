import { array, bin, bool, ext, float64, int, map, nil, text, type WireValue } from '../../wire/index.js';
import { entriesOf } from '../entries.js';
import type { Making } from '../making.js';
import { always, isMap, type ShapeRule } from '../shape.js';
import { targets, type Target } from '../targets.js';

const foreignChannels = new WeakMap<Target, readonly string[]>();

/** The channels to the kernel on which nothing like this target is expected. */
function foreign(target: Target): readonly string[] {
  const { schema, tag } = target;
  const known = foreignChannels.get(target);
  if (known !== undefined) return known;
  const found = schema.channels
    .filter(({ direction }) => direction === 'to-kernel')
    .map(({ name }) => name)
    .filter((name) => !targets(schema, false).some((other) => other.channel === name && other.tag === tag));
  foreignChannels.set(target, found);
  return found;
}

export const wrongChannel: ShapeRule = {
  about: 'a valid message on a channel that takes no such message',
  hostile: true,
  fits: (target) => foreign(target).length > 0,
  make: (making, target) => target.make(making),
  channel: (making, target) => making.draw.pick(foreign(target)),
};

const ROOTS: readonly WireValue[] = [
  [
    nil,
    bool(true),
    int(0),
    int(5),
    int(-(2n ** 63n)),
    float64(0),
    float64(Number.NaN),
    text(''),
    text('type'),
  ],
  [map([]), array([]), array([text('type')]), bin(new Uint8Array()), ext(5, Uint8Array.of(1))],
  [ext(-1, new Uint8Array(4))],
].flat();

export const wrongRoot: ShapeRule = {
  about: 'nil, a number, text, a list or an empty map in the place of a message',
  hostile: true,
  fits: always,
  make({ draw }, { type }) {
    return draw.pick(type.kind === 'str' ? ROOTS.filter(({ kind }) => kind !== 'str') : ROOTS);
  },
};

export const arrayForMap: ShapeRule = {
  about: 'a record as a list: its values, its pairs, or keys and values in turn',
  hostile: true,
  fits: isMap,
  make(making: Making, target) {
    const entries = entriesOf(target.make(making));
    const ways = [
      entries.map(([, value]) => value),
      entries.flat(),
      entries.map((pair) => ({ kind: 'array', items: pair }) as const),
    ];
    return { kind: 'array', items: making.draw.pick<readonly WireValue[]>(ways) };
  },
};
