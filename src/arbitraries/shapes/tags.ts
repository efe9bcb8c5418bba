import { bool, float64, int, nil, text, type Entry, type WireValue } from '../../wire/index.js';
import type { Draw } from '../draw.js';
import { entriesOf, nameOf, withEntry, withoutEntry } from '../entries.js';
import type { Making } from '../making.js';
import { isTagged, type ShapeRule } from '../shape.js';
import { isStopTag } from '../stop.js';
import { tagsTo, type Target } from '../targets.js';

export const NEW_TAGS: readonly string[] = [
  ['new-command', 'stress-foo-v1', 'execute-cells-v2', 'execute-cell', 'x', '', ' ', 'type'],
  ['__proto__', 'constructor'],
  ['ExecuteCells', 'é', '😀', '\u0000', 'a\nb\u001b[31m', '日本', 't'.repeat(31), 't'.repeat(32)],
  ['t'.repeat(300)],
].flat();

/** The message with other entries in the place of its tag. */
export function retagged(
  message: WireValue,
  target: Pick<Target, 'tagField'>,
  tags: (tag: Entry) => readonly Entry[],
): WireValue {
  const entries = entriesOf(message);
  const at = entries.findIndex((entry) => nameOf(entry) === target.tagField);
  const tag = entries[at];
  return tag === undefined ? message : withoutEntry(message, at, ...tags(tag));
}

/** Tags that mean something on this channel are not new, and nothing may stop the kernel by chance. */
function isFree(target: Target, tag: string): boolean {
  return !isStopTag(tag) && !tagsTo(target.schema).has(tag);
}

export const newTag: ShapeRule = {
  about: 'a tag that no version has',
  hostile: true,
  fits: isTagged,
  make(making, target) {
    const fresh = making.draw.pick(NEW_TAGS);
    const tag = text(isFree(target, fresh) ? fresh : `${fresh}-v2`);
    return retagged(target.make(making), target, ([key]) => [[key, tag]]);
  },
};

export const missingTag: ShapeRule = {
  about: 'a record without its tag',
  hostile: true,
  fits: isTagged,
  make: (making, target) => retagged(target.make(making), target, () => []),
};

export const lateTag: ShapeRule = {
  about: 'the tag after the fields, or among them',
  hostile: false,
  fits: isTagged,
  make(making, target) {
    let late: Entry | null = null;
    const message = retagged(target.make(making), target, (tag) => {
      late = tag;
      return [];
    });
    return late === null ? message : withEntry(making.draw, message, late);
  },
};

const OTHER_KINDS: readonly ((tag: string) => WireValue)[] = [
  () => nil,
  () => int(0),
  () => int(-1),
  () => int(2n ** 63n),
  () => bool(true),
  () => float64(Number.NaN),
  (tag) => ({ kind: 'bin', bytes: Buffer.from(tag) }),
  (tag) => ({ kind: 'array', items: [text(tag)] }),
  () => ({ kind: 'map', entries: [] }),
  (tag) => ({ kind: 'map', entries: [[text('type'), text(tag)]] }),
  (tag) => ({ kind: 'ext', code: 5, bytes: Buffer.from(tag) }),
];

export const retypedTag: ShapeRule = {
  about: 'a tag that is no text',
  hostile: true,
  fits: isTagged,
  make(making, target) {
    const tag = making.draw.pick(OTHER_KINDS)(target.tag ?? '');
    return retagged(target.make(making), target, ([key]) => [[key, tag]]);
  },
};

export const doubledTag: ShapeRule = {
  about: 'the tag twice: the same, or another one, before or behind',
  hostile: true,
  fits: isTagged,
  make(making, target) {
    const { draw } = making;
    const other = text(
      draw.chance(1, 8) ? draw.pick([...tagsTo(target.schema)]) : draw.pick([target.tag ?? '', 'x', '']),
    );
    const key = text(target.tagField ?? '');
    return withEntry(draw, target.make(making), [key, other]);
  },
};

const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/e/, 'е'],
  [/a/, 'а'],
  [/o/, 'о'],
  [/-/, '‐'],
  [/-/, '_'],
  [/-/g, '_'],
  [/-/, ''],
  [/-/, '--'],
  [/-/, ' '],
];

/** A tag as one would write it wrongly: a letter off, another case, something before or after it that nobody sees. */
function nearly(draw: Draw, tag: string): string {
  const at = draw.below(Math.max(1, tag.length));
  const before = tag.slice(0, at);
  const after = tag.slice(at + 1);
  const letter = tag[at] ?? '';
  switch (draw.below(8)) {
    case 0:
      return tag + draw.pick([' ', '\u0000', '\n', '\u200b', '\ufeff', 's', '-']);
    case 1:
      return draw.pick([' ', '\u0000', '\ufeff', '-', '\t']) + tag;
    case 2:
      return before + letter.toUpperCase() + after;
    case 3:
      return before + after;
    case 4:
      return before + letter + letter + after;
    case 5:
      return `${before}x${after}`;
    case 6:
      return draw.pick([tag.toUpperCase(), pascalCase(tag), `${pascalCase(tag)}Command`, `${tag}-command`]);
    default: {
      const [pattern, instead] = draw.pick(LOOKALIKES);
      return tag.replace(pattern, instead);
    }
  }
}

function pascalCase(tag: string): string {
  return tag.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export const nearTag: ShapeRule = {
  about: 'a tag that is nearly right: a letter off, another case, a space or NUL behind it',
  hostile: true,
  fits: isTagged,
  make(making: Making, target) {
    const tag = target.tag ?? '';
    const near = nearly(making.draw, tag);
    const wrong = near === tag || !isFree(target, near) ? `${tag} ` : near;
    return retagged(target.make(making), target, ([key]) => [[key, text(wrong)]]);
  },
};
