import { int, text, type WireValue } from '../../wire/index.js';
import { entriesOf } from '../entries.js';
import { isId } from '../makers.js';
import type { Making } from '../making.js';
import { always, type ShapeRule } from '../shape.js';
import type { Target } from '../targets.js';

const COUNT = text('n');

/** A valid message that no other of its case is equal to: by its id, or by a number in a field of its own. */
function distinctMessage(making: Making, target: Target): WireValue {
  const message = target.make(making);
  const told = target.record?.fields.some((field) => field.default === null && isId(field)) ?? true;
  if (told || message.kind !== 'map') return message;
  return { kind: 'map', entries: [...entriesOf(message), [COUNT, int(making.number)]] };
}

export const burst: ShapeRule = {
  about: 'a hundred to ten thousand messages of one kind in a row, all different',
  hostile: false,
  fits: always,
  make: distinctMessage,
  crowd: { min: 100, max: 10_000, senders: 1, of: 'one-target' },
};

export const repeated: ShapeRule = {
  about: 'the same frame again and again',
  hostile: false,
  fits: always,
  make: (making, target) => target.make(making),
  crowd: { min: 2, max: 200, senders: 1, of: 'one-frame' },
};

export const concurrentSenders: ShapeRule = {
  about: 'two to eight senders at the same time, on all channels',
  hostile: false,
  fits: always,
  make: distinctMessage,
  crowd: { min: 8, max: 64, senders: 8, of: 'all-targets' },
};
