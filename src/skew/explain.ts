import type { Field, RecordType, Tag } from '../schema/index.js';
import type { PerKind, SkewOp, SkewOpKind } from './op.js';
import { showDefault } from './showDefault.js';
import { showPath } from './showPath.js';
import { showConstraints, showLiteral, showType } from './showType.js';

/** One line of plain English for an op: what changed, and where. */
export function explain<K extends SkewOpKind>(op: SkewOp<K>): string {
  return LINES[op.kind](op);
}

const LINES: PerKind<[], string> = {
  'protocol-renamed': ({ from, to }) => `protocol ${from} is called ${to}`,
  'release-changed': ({ from, to }) => `release ${from} became ${to}`,
  'record-added': ({ record }) => `record ${record.name} added${tagged(record)}`,
  'record-removed': ({ path }) => `record ${path.record} removed`,
  'record-renamed': ({ path, to }) => `record ${path.record} is called ${to}`,
  'record-replaced': ({ path }) => `record ${path.record} is another one altogether`,

  'field-added': ({ path, field }) => `field \`${field.name}\` added to ${path.record}, ${need(field)}`,
  'field-removed': ({ path, field }) =>
    `field \`${field.name}\` removed from ${path.record}, was ${need(field)}`,
  'field-renamed': ({ path, to }) =>
    `field \`${path.field}\` of ${path.record} is called \`${to}\` on the wire`,
  'attribute-renamed': ({ path, from, to }) =>
    `field \`${path.field}\` of ${path.record}: attribute ${from} is called ${to}, the same on the wire`,
  'made-required': ({ path, from }) =>
    `field \`${path.field}\` of ${path.record} became required, was optional, ${showDefault(from)}`,
  'made-optional': ({ path, to }) =>
    `field \`${path.field}\` of ${path.record} became optional, ${showDefault(to)}`,
  'default-changed': ({ path, from, to }) =>
    `field \`${path.field}\` of ${path.record}: ${showDefault(from)} became ${showDefault(to)}`,
  'fields-reordered': ({ path }) => `fields of ${path.record} reordered`,
  'array-field-appended': ({ path, field }) =>
    `field \`${field.name}\` appended to the array of ${path.record}, ${need(field)}`,
  'array-field-inserted': ({ path, index, field }) =>
    `field \`${field.name}\` inserted in the array of ${path.record} at place ${index}, ${need(field)}`,
  'array-field-dropped': ({ path, field }) =>
    `last field \`${field.name}\` dropped from the array of ${path.record}, was ${need(field)}`,
  'array-field-removed': ({ path, field }) =>
    `field \`${field.name}\` removed from within the array of ${path.record}, was ${need(field)}`,
  'array-fields-reordered': ({ path }) => `fields in the array of ${path.record} reordered`,

  'record-tagged': ({ path, tag }) =>
    `${path.record} got the tag ${showLiteral(tag.value)} in ${standing(tag.at)}`,
  'record-untagged': ({ path, tag }) =>
    `${path.record} lost the tag ${showLiteral(tag.value)} in ${standing(tag.at)}`,
  'record-retagged': ({ path, from, to }) =>
    `tag of ${path.record}: ${showLiteral(from)} became ${showLiteral(to)}`,
  'tag-retyped': ({ path, from, to }) =>
    `tag of ${path.record}: ${from.kind} ${showLiteral(from)} became ${to.kind} ${showLiteral(to)}`,
  'tag-field-renamed': ({ path, from, to }) =>
    `tag of ${path.record}: its field \`${from}\` is called \`${to}\``,
  'tag-moved': ({ path, from, to }) =>
    `tag of ${path.record}: moved from ${standing(from)} to ${standing(to)}`,

  'layout-changed': ({ path, from, to }) => `${path.record}: ${from} layout became ${to} layout`,
  'flavour-changed': ({ path, from, to }) => `${path.record}: ${from} became ${to}`,
  'unknown-fields-refused': ({ path }) => `${path.record} refuses unknown fields`,
  'unknown-fields-ignored': ({ path }) => `${path.record} ignores unknown fields`,
  'omit-defaults-changed': ({ path, to }) =>
    `${path.record} ${to ? 'leaves out' : 'writes'} fields that equal their default`,
  'hashable-changed': ({ path, to }) => `${path.record} is ${to ? '' : 'not '}hashed by its value`,
  'post-init-changed': ({ path, to }) =>
    `${path.record} runs ${to ? '' : 'no '}code of its own when it is decoded`,
  'write-order-changed': ({ path }) => `fields of ${path.record} are written in another order`,

  'type-widened': ({ path, from, to }) => `${showPath(path)}: ${showType(from)} widened to ${showType(to)}`,
  'type-narrowed': ({ path, from, to }) => `${showPath(path)}: ${showType(from)} narrowed to ${showType(to)}`,
  'type-changed': ({ path, from, to }) => `${showPath(path)}: ${showType(from)} became ${showType(to)}`,
  'constraints-tightened': (op) => `${showPath(op.path)}: constraints tightened, ${limits(op)}`,
  'constraints-loosened': (op) => `${showPath(op.path)}: constraints loosened, ${limits(op)}`,
  'constraints-changed': (op) => `${showPath(op.path)}: constraints changed, ${limits(op)}`,
  'value-added': ({ path, value }) => `${showPath(path)}: value ${showLiteral(value)} added`,
  'value-removed': ({ path, value }) => `${showPath(path)}: value ${showLiteral(value)} removed`,
  'values-reordered': ({ path }) => `${showPath(path)}: values listed in another order`,
  'enum-renamed': ({ path, from, to }) => `${showPath(path)}: enum ${from} is called ${to}`,
  'enum-opened': ({ path }) => `${showPath(path)}: the enum takes values that it does not list (_missing_)`,
  'enum-closed': ({ path }) => `${showPath(path)}: the enum takes only the values that it lists`,
  'nil-added': ({ path }) => `${showPath(path)}: may be null`,
  'nil-removed': ({ path }) => `${showPath(path)}: may not be null any more`,
  'member-added': ({ path, member }) => `${showPath(path)}: union widened by ${showType(member)}`,
  'member-removed': ({ path, member }) => `${showPath(path)}: union narrowed by ${showType(member)}`,
  'union-tag-added': ({ path, record, tag }) =>
    `${showPath(path)}: tag ${showLiteral(tag)} added to the union (${record})`,
  'union-tag-removed': ({ path, record, tag }) =>
    `${showPath(path)}: tag ${showLiteral(tag)} removed from the union (${record})`,
  'members-reordered': ({ path }) => `${showPath(path)}: members of the union reordered`,
  'element-added': ({ path, index, element }) =>
    `${showPath(path)}: element ${index} added to the tuple, ${showType(element)}`,
  'element-removed': ({ path, index, element }) =>
    `${showPath(path)}: element ${index} removed from the tuple, was ${showType(element)}`,

  'channel-added': ({ channel }) => `channel ${channel.name} added, ${channel.direction}`,
  'channel-removed': ({ path }) => `channel ${path.channel} removed`,
  'channels-reordered': () => 'channels listed in another order',
  'channel-turned': ({ path, from, to }) => `channel ${path.channel}: ${from} became ${to}`,
  'channel-python-changed': ({ path, from, to }) =>
    `channel ${path.channel}: Python has its type at ${to ?? 'no place'}, had it at ${from ?? 'no place'}`,
  'codec-changed': ({ path, from, to }) => `${showPath(path)}: codec ${from} became ${to}`,
  'frame-added': ({ path, frame }) => `${showPath(path)}: ${frame.role} frame added, ${frame.codec}`,
  'frame-removed': ({ path, frame }) => `${showPath(path)}: ${frame.role} frame removed, was ${frame.codec}`,
  'startup-added': ({ frame }) => `startup document added, ${frame.codec} of ${showType(frame.type)}`,
  'startup-removed': ({ frame }) => `startup document removed, was ${frame.codec} of ${showType(frame.type)}`,
};

function need(field: Field): string {
  return field.default === null ? 'required' : `optional, ${showDefault(field.default)}`;
}

function tagged({ tag }: RecordType): string {
  return tag === null ? '' : `, tag ${showLiteral(tag.value)}`;
}

function standing(at: Tag['at']): string {
  switch (at.kind) {
    case 'field':
      return `the field \`${at.name}\``;
    case 'first-item':
      return 'the first item';
    case 'frame':
      return `frame ${at.index}`;
  }
}

function limits({ from, to }: SkewOp<`constraints-${'tightened' | 'loosened' | 'changed'}`>): string {
  return `${showConstraints(from) || 'none'} became ${showConstraints(to) || 'none'}`;
}
