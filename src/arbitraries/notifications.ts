import { bodyOf, channelsTo, membersOf, type RecordType, type Schema } from '../schema/index.js';
import { floatOf, jsonText, text, textOf, type WireValue } from '../wire/index.js';
import { anyValue } from './anyValue.js';
import { withEntry } from './entries.js';
import { anyFloat } from './floats.js';
import type { Maker, Making, Style } from './making.js';
import { Makers } from './makers.js';
import { fieldsIn, replaced } from './nodes.js';
import { free } from './role.js';
import { extraEntry } from './shapes/extraFields.js';
import { NEW_TAGS, retagged } from './shapes/tags.js';

/** A notification that a kernel can send. */
interface Kind {
  readonly tag: string;
  readonly tagField: string;
  readonly record: RecordType;
  readonly make: Maker;
}

const compiled = new WeakMap<Schema, readonly Kind[]>();

function kindsOf(schema: Schema): readonly Kind[] {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const makers = new Makers(schema);
  const kinds = channelsTo(schema, 'from-kernel')
    .filter((channel) => bodyOf(channel).codec.startsWith('json'))
    .flatMap((channel) => membersOf(bodyOf(channel).type))
    .flatMap((type): Kind[] => {
      const record = type.kind === 'ref' ? schema.types[type.name] : undefined;
      if (record?.tag?.at.kind !== 'field' || record.tag.value.kind !== 'str') return [];
      const { value, at } = record.tag;
      return [{ tag: value.value, tagField: at.name, record, make: makers.of(type, free) }];
    });
  compiled.set(schema, kinds);
  return kinds;
}

/** What JSON has a number or a text for. */
const IN_JSON: Style = { float: finite };

function finite({ draw }: Making): WireValue {
  const value = anyFloat(draw);
  return value.kind === 'float' && Number.isFinite(floatOf(value.width, value.bits))
    ? value
    : { kind: 'int', value: 0n };
}

/** As marimo's encoder writes what JSON does not have: no number as null, bytes as base64, keys as text. */
function asMarimo(value: WireValue): string {
  if (value.kind === 'float') return 'null';
  if (value.kind === 'str') return '""';
  const isBytes = value.kind === 'ext' || value.kind === 'raw';
  return isBytes ? JSON.stringify(Buffer.from(value.bytes).toString('base64')) : jsonText(value, asMarimo);
}

/** The name of a field that bears a name of its own in every such document. */
const OWN_FIELD = 'skewfuzz';

/** A notification of a kind that this version has, with one field or more that it does not have, as JSON text. */
export function newerNotification(making: Making, schema: Schema, id: string): string {
  const { draw } = making;
  const kind = draw.pick(kindsOf(schema));
  let message = kind.make({ ...making, style: IN_JSON });
  const nested = fieldsIn(message, ({ record }) => record !== kind.record && isOpen(record));
  if (nested.length > 0 && draw.chance(1, 2)) {
    const { place, known } = draw.pick(nested);
    message = replaced(message, place, (value) => withNewField(making, value, known.record));
  }
  if (draw.chance(1, 2)) message = withNewField(making, message, kind.record);
  return jsonText(withEntry(draw, message, [text(OWN_FIELD), text(id)]), asMarimo);
}

/** A notification of a kind that no version has, as JSON text. */
export function newNotification(making: Making, schema: Schema, id: string): string {
  const { draw } = making;
  const kind = draw.pick(kindsOf(schema));
  const fresh = draw.pick(NEW_TAGS);
  const tag = kindsOf(schema).some((known) => known.tag === fresh) ? `${fresh}-v2` : fresh;
  const message = retagged(kind.make({ ...making, style: IN_JSON }), kind, ([key]) => [[key, text(tag)]]);
  return jsonText(withEntry(draw, message, [text(OWN_FIELD), text(id)]), asMarimo);
}

function isOpen({ unknownFields, layout }: RecordType): boolean {
  return unknownFields === 'ignored' && layout === 'map';
}

function withNewField({ draw }: Making, message: WireValue, record: RecordType): WireValue {
  const [key, value] = extraEntry(draw, anyValue(draw));
  const isKnown = record.fields.some(({ name }) => key.kind === 'str' && textOf(key.bytes) === name);
  return withEntry(draw, message, [isKnown ? text(`${OWN_FIELD}-extra`) : key, value]);
}
