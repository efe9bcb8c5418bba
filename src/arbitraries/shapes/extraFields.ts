import { text, type Entry, type WireValue } from '../../wire/index.js';
import { anyValue } from '../anyValue.js';
import type { Draw } from '../draw.js';
import { withEntry } from '../entries.js';
import { GENEROUS, type Making } from '../making.js';
import { fieldsIn, replaced } from '../nodes.js';
import { isMap, type ShapeRule } from '../shape.js';
import { someType } from '../someType.js';
import type { Target } from '../targets.js';

const NAMES: readonly WireValue[] = [
  ['extra', 'newField', 'x', 'new_field', 'version', '__proto__', 'constructor', 'toString'],
  ['', ' ', '0', 'Type'],
  ['é', '日本', '😀', '\u0000', '\ufeffextra', 'a.b', '$', 'n'.repeat(31), 'n'.repeat(32)],
  ['n'.repeat(300)],
]
  .flat()
  .map((name) => text(name));

/** A field that no version of the record has. */
export function extraEntry(draw: Draw, value: WireValue): Entry {
  return [draw.pick(NAMES), value];
}

/** The message with this value in a field that its record does not have. */
export function withExtra({ draw }: Making, message: WireValue, value: WireValue): WireValue {
  return withEntry(draw, message, extraEntry(draw, value));
}

export const extraField: ShapeRule = {
  about: 'one to three fields that the record does not have, with values of any kind',
  hostile: false,
  fits: isMap,
  make(making, target) {
    const { draw } = making;
    const extras = draw.list(1, 3, 1, () => anyValue(draw));
    return extras.reduce((message, value) => withExtra(making, message, value), target.make(making));
  },
};

export const extraNestedField: ShapeRule = {
  about: 'a field too many in a record within the message',
  hostile: false,
  fits: holdsRecords,
  make(making, target) {
    const { draw } = making;
    making.style = GENEROUS;
    const message = target.make(making);
    const nested = fieldsIn(message, ({ record }) => record !== target.record);
    if (nested.length === 0) return withExtra(making, message, anyValue(draw));
    const { place } = draw.pick(nested);
    return replaced(message, place, (value) => withExtra(making, value, anyValue(draw)));
  },
};

/** Whether records can stand within the record of this target. */
function holdsRecords({ schema, record }: Target): boolean {
  if (record?.layout !== 'map') return false;
  return record.fields.some((field) => someType(schema, field.type, ({ kind }) => kind === 'ref'));
}
