import type { OutcomeName } from './outcomes.js';

/** One row of the evolution table: a change, and what becomes of messages in either direction. */
export interface Rule {
  /** The change, in the words of the table. */
  readonly row: string;
  /** What the old one wrote, read by the new one. */
  readonly oldToNew: OutcomeName;
  /** What the new one wrote, read by the old one. */
  readonly newToOld: OutcomeName;
}

const rule = (row: string, oldToNew: OutcomeName, newToOld: OutcomeName): Rule => ({
  row,
  oldToNew,
  newToOld,
});

/** The name of a row of the evolution table. */
export type RuleName =
  | 'name only'
  | 'order only'
  | 'record reached'
  | 'record replaced'
  | 'add optional field'
  | 'add required field'
  | 'remove optional field'
  | 'remove required field'
  | 'rename required field'
  | 'rename optional field'
  | 'change default'
  | 'optional to required'
  | 'required to optional'
  | 'append optional item'
  | 'append required item'
  | 'drop optional item'
  | 'drop required item'
  | 'move items'
  | 'array on or off'
  | 'add tag'
  | 'remove tag'
  | 'retag'
  | 'retype tag'
  | 'rename tag field'
  | 'move tag'
  | 'add union tag'
  | 'remove union tag'
  | 'refuse unknown fields'
  | 'ignore unknown fields'
  | 'omit defaults'
  | 'change flavour'
  | 'change hash'
  | 'code after decoding'
  | 'retype'
  | 'tighten constraint'
  | 'loosen constraint'
  | 'change constraint'
  | 'add value'
  | 'remove value'
  | 'open enum'
  | 'close enum'
  | 'T to optional T'
  | 'optional T to T'
  | 'widen union'
  | 'narrow union'
  | 'change tuple length'
  | 'add channel'
  | 'remove channel'
  | 'turn channel'
  | 'change codec'
  | 'change envelope'
  | 'add startup'
  | 'remove startup';

/** How records and what is around them may change, and what that means for whoever reads the other's messages. */
export const RULES: Readonly<Record<RuleName, Rule>> = {
  'name only': rule('a name that is not on the wire', 'same', 'same'),
  'order only': rule('reorder what has no order on the wire', 'same', 'same'),
  'record reached': rule('a record that only references lead to', 'same', 'same'),
  'record replaced': rule('another record under the same name', 'other-record', 'other-record'),

  'add optional field': rule('add optional field', 'filled', 'extra-field'),
  'add required field': rule('add required field', 'missing', 'extra-field'),
  'remove optional field': rule('remove optional field', 'extra-field', 'filled'),
  'remove required field': rule('remove required field', 'extra-field', 'missing'),
  'rename required field': rule('rename required (wire name)', 'renamed-field', 'renamed-field'),
  'rename optional field': rule('rename optional', 'renamed-field', 'renamed-field'),
  'change default': rule('change default value', 'left-out-and-filled', 'left-out-and-filled'),
  'optional to required': rule('optional -> required', 'left-out-and-required', 'same'),
  'required to optional': rule('required -> optional', 'same', 'left-out-and-required'),

  'append optional item': rule('array: append optional', 'filled', 'extra-item'),
  'append required item': rule('array: append required', 'too-short', 'extra-item'),
  'drop optional item': rule('array: drop last optional', 'extra-item', 'filled'),
  'drop required item': rule('array: drop last required', 'extra-item', 'too-short'),
  'move items': rule('array: insert, remove, reorder', 'shifted', 'shifted'),
  'array on or off': rule('array layout on/off', 'other-layout', 'other-layout'),

  'add tag': rule('add tag to an untagged record', 'missing-tag', 'extra-tag'),
  'remove tag': rule('remove the tag of a record', 'extra-tag', 'missing-tag'),
  retag: rule('retag (single or in union)', 'wrong-tag', 'wrong-tag'),
  'retype tag': rule('tag str <-> int', 'wrong-tag-kind', 'wrong-tag-kind'),
  'rename tag field': rule('rename tag field', 'tag-elsewhere', 'tag-elsewhere'),
  'move tag': rule('tag in a field, first item or frame', 'tag-moved', 'tag-moved'),
  'add union tag': rule('new union member sent', 'same', 'unknown-tag'),
  'remove union tag': rule('union member removed', 'unknown-tag', 'same'),

  'refuse unknown fields': rule('unknown fields refused from now on', 'refused-extras', 'same'),
  'ignore unknown fields': rule('unknown fields ignored from now on', 'same', 'refused-extras'),
  'omit defaults': rule('defaults left out, or no longer', 'same', 'same'),
  'change flavour': rule('struct <-> dict/TypedDict/dataclass', 'same', 'same'),
  'change hash': rule('hashable or not', 'unhashable', 'unhashable'),
  'code after decoding': rule('code of its own while decoding', 'post-init', 'post-init'),

  retype: rule('change a type', 'read-as', 'read-as'),
  'tighten constraint': rule('tighten constraint', 'outside-constraints', 'same'),
  'loosen constraint': rule('loosen constraint', 'same', 'outside-constraints'),
  'change constraint': rule('tighten and loosen', 'outside-constraints', 'outside-constraints'),
  'add value': rule('new enum/literal member sent', 'same', 'unknown-value'),
  'remove value': rule('remove enum/literal member', 'unknown-value', 'same'),
  'open enum': rule('enum with _missing_', 'same', 'maybe-unknown-value'),
  'close enum': rule('enum without _missing_', 'maybe-unknown-value', 'same'),
  'T to optional T': rule('T -> Optional[T]', 'same', 'nil'),
  'optional T to T': rule('Optional[T] -> T', 'nil', 'same'),
  'widen union': rule('widen union', 'same', 'unknown-member'),
  'narrow union': rule('narrow union', 'unknown-member', 'same'),
  'change tuple length': rule('extend or shorten fixed tuple', 'other-length', 'other-length'),

  'add channel': rule('add channel', 'same', 'unread'),
  'remove channel': rule('remove channel', 'unread', 'same'),
  'turn channel': rule('turn a channel round', 'turned', 'turned'),
  'change codec': rule('change the codec of a frame', 'other-codec', 'other-codec'),
  'change envelope': rule('add or remove a frame', 'other-envelope', 'other-envelope'),
  'add startup': rule('a startup document from now on', 'no-document', 'same'),
  'remove startup': rule('no startup document any more', 'same', 'no-document'),
};
