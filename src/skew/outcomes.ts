import type { Type } from '../schema/index.js';
import type { Encounter, Peer } from './encounter.js';
import { SAFE, type Claim, type Level } from './level.js';
import { reading, unknownValue } from './reading.js';
import { SkewError } from './skewError.js';
import { typeAt } from './typeAt.js';
import { isHashed, isMember } from './usage.js';

const claim = (level: Level, because: string): Claim => ({ level, because });

const MISSING = claim('breaks', 'Object missing required field');
const EXTRA = claim('breaks', 'Object contains unknown field');
const TOO_LONG = claim('breaks', 'an array with more items than the reader takes');
const TOO_SHORT = claim('breaks', 'Expected array of at least another length');
const FILLED = claim('safe', 'the default is filled in');
const DROPPED = claim('safe', 'the reader drops what it does not know');
const WRONG_TAG = claim('breaks', 'Invalid value at the tag');
const UNKNOWN_TAG = claim('hazard', 'a closed union refuses a tag that it does not know');
const NO_TAG_FIELD = claim('breaks', 'Object missing required field: the tag');

const always =
  (level: Level, because: string): (() => Claim) =>
  () =>
    claim(level, because);

/** The name of an outcome. */
export type OutcomeName =
  | 'same'
  | 'filled'
  | 'missing'
  | 'extra-field'
  | 'renamed-field'
  | 'left-out-and-required'
  | 'left-out-and-filled'
  | 'extra-item'
  | 'too-short'
  | 'shifted'
  | 'other-layout'
  | 'extra-tag'
  | 'missing-tag'
  | 'wrong-tag'
  | 'wrong-tag-kind'
  | 'tag-elsewhere'
  | 'tag-moved'
  | 'unknown-tag'
  | 'refused-extras'
  | 'unhashable'
  | 'post-init'
  | 'other-record'
  | 'read-as'
  | 'outside-constraints'
  | 'unknown-value'
  | 'maybe-unknown-value'
  | 'nil'
  | 'unknown-member'
  | 'other-length'
  | 'unread'
  | 'turned'
  | 'other-codec'
  | 'other-envelope'
  | 'no-document';

/** What may become of a message where the peers differ. Some look at the peers first. */
export const OUTCOMES: Readonly<Record<OutcomeName, (encounter: Encounter) => Claim>> = {
  same: () => SAFE,
  filled: () => FILLED,
  missing: () => MISSING,
  'extra-field': ({ reader }) => extraField(reader),
  'renamed-field': renamedField,
  'left-out-and-required': ({ writer }) => (mayLeaveOut(writer) ? MISSING : SAFE),
  'left-out-and-filled': ({ writer }) =>
    mayLeaveOut(writer) ? claim('loses', 'what is left out means another default to the reader') : SAFE,
  'extra-item': ({ reader }) => extraItem(reader),
  'too-short': () => TOO_SHORT,
  shifted,
  'other-layout': always('breaks', 'an array comes where an object is expected, or the other way round'),
  'extra-tag': extraTag,
  'missing-tag': missingTag,
  'wrong-tag': () => WRONG_TAG,
  'wrong-tag-kind': always('breaks', 'a tag of another kind is expected'),
  'tag-elsewhere': tagElsewhere,
  'tag-moved': always('breaks', 'the tag is expected at another place'),
  'unknown-tag': () => UNKNOWN_TAG,
  'refused-extras': refusedExtras,
  unhashable: ({ reader: { schema, record } }) =>
    record !== null && !record.hashable && isHashed(schema, record.name)
      ? claim('breaks', 'TypeError: unhashable type')
      : SAFE,
  'post-init': ({ reader }) =>
    reader.record?.postInit === true ? claim('hazard', 'code of its own may refuse it') : SAFE,
  'other-record': always('breaks', 'another record is expected'),
  'read-as': readAs,
  'outside-constraints': always('breaks', 'a value may lie outside the constraints'),
  'unknown-value': valueNotListed,
  'maybe-unknown-value': always('hazard', 'only the _missing_ of the writer knows which values it takes'),
  nil: always('breaks', 'nil comes where it is not expected'),
  'unknown-member': always('breaks', 'another type is expected'),
  'other-length': always('breaks', 'an array of another length is expected'),
  unread: always('loses', 'nobody reads this channel'),
  turned: always('breaks', 'both ends read, or both write'),
  'other-codec': always('breaks', 'the bytes are of another codec'),
  'other-envelope': always('breaks', 'a message of another number of frames is expected'),
  'no-document': always('breaks', 'the reader waits for a document that nobody writes'),
};

function extraField({ record }: Peer): Claim {
  return record?.unknownFields === 'refused' ? EXTRA : DROPPED;
}

function extraItem({ record }: Peer): Claim {
  return record?.unknownFields === 'refused' || record?.flavour === 'named-tuple' ? TOO_LONG : DROPPED;
}

function renamedField({ reader }: Encounter): Claim {
  if (reader.record?.layout === 'array') return SAFE;
  if (reader.field?.default === null) return MISSING;
  return reader.record?.unknownFields === 'refused'
    ? EXTRA
    : claim('loses', 'the value is dropped, and the default filled in');
}

/** An unset field is always left out; one that equals its default, where the record is told to. */
function mayLeaveOut({ record, field }: Peer): boolean {
  if (record?.layout !== 'map' || field === null || field.default === null) return false;
  return field.default.kind === 'unset' || record.omitDefaults;
}

/** Fields of an array are known by their place: those that have moved are read as others. */
function shifted({ writer, reader, codec }: Encounter): Claim {
  const [from, to] = [writer.record?.fields ?? [], reader.record?.fields ?? []];
  const sides = { writer: writer.schema.types, reader: reader.schema.types, codec };
  const wrong = from.findIndex(({ type }, index) => {
    const expected = to[index]?.type;
    return expected !== undefined && reading(type, expected, sides).level === 'breaks';
  });
  if (wrong >= 0) return claim('breaks', `item ${wrong} is another field, of a type that does not fit`);
  if (to.slice(from.length).some((field) => field.default === null)) return TOO_SHORT;
  if (from.length > to.length && extraItem(reader).level === 'breaks') return TOO_LONG;
  return claim('loses', 'fields that have moved are read as others');
}

function extraTag({ writer, reader }: Encounter): Claim {
  return writer.record?.tag?.at.kind === 'field'
    ? extraField(reader)
    : claim('breaks', 'a tag comes where none is expected');
}

function missingTag({ reader: { schema, record } }: Encounter): Claim {
  if (record?.tag?.at.kind !== 'field') return claim('breaks', 'a tag is expected where none comes');
  return isMember(schema, record.name)
    ? NO_TAG_FIELD
    : claim('safe', 'a record that is in no union is read without its tag');
}

function tagElsewhere({ reader }: Encounter): Claim {
  const { record, schema } = reader;
  if (record !== null && isMember(schema, record.name)) return NO_TAG_FIELD;
  return extraField(reader).level === 'breaks' ? EXTRA : claim('loses', 'the tag is not checked');
}

function refusedExtras({ writer, reader }: Encounter): Claim {
  const known = new Set(reader.record?.fields.map(({ name }) => name));
  return writer.record?.fields.every(({ name }) => known.has(name)) === true
    ? claim('safe', 'the writer has no field that the reader does not know')
    : EXTRA;
}

function readAs({ op, writer, reader, codec, onward }: Encounter): Claim {
  if (op.kind !== 'type-widened' && op.kind !== 'type-narrowed' && op.kind !== 'type-changed') return SAFE;
  const [written, expected] = onward ? [op.from, op.to] : [op.to, op.from];
  return reading(written, expected, { writer: writer.schema.types, reader: reader.schema.types, codec });
}

function valueNotListed({ op, reader }: Encounter): Claim {
  if (op.kind !== 'value-added' && op.kind !== 'value-removed') return SAFE;
  const type = typeThere(op, reader);
  return unknownValue(op.value, type?.kind === 'enum' && type.open);
}

/** Inside a union that has other members too, the same steps may lead nowhere in the reader's schema. */
function typeThere(
  op: Encounter['op'] & { kind: 'value-added' | 'value-removed' },
  { schema }: Peer,
): Type | null {
  try {
    return typeAt(op, schema, op.path);
  } catch (error) {
    if (error instanceof SkewError) return null;
    throw error;
  }
}
