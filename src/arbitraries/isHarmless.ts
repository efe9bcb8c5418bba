import {
  channelsTo,
  membersOf,
  taggedRecords,
  type Channel,
  type RecordType,
  type Schema,
  type Type,
} from '../schema/index.js';
import { decode, textOf, unpickled, type Entry, type WireValue } from '../wire/index.js';
import { nameOf } from './entries.js';
import { kindsOf } from './kindsOf.js';
import type { RecordRole, Role } from './role.js';
import { isStop } from './stop.js';
import { bodyType, rolesOf, spokenCodec, tagOf } from './targets.js';

export type Harm = { readonly kind: 'harmless' } | { readonly kind: 'refused'; readonly because: string };

const HARMLESS: Harm = { kind: 'harmless' };

function refused(because: string): Harm {
  return { kind: 'refused', because };
}

/**
 * Whether a frame may be sent to a real kernel. Goes by the bytes alone, whoever made them, and lets through what the
 * kernel's decoder certainly refuses (it runs nothing of a message that it does not decode as a whole) and what the
 * roles of its tag allow: every value that stands for a field counts, also where the field stands twice.
 *
 * @param schema - of the kernel that gets the frame: what its decoder knows
 * @param channel - the name of the channel it goes to
 */
export function isHarmless(schema: Schema, channel: string, frame: Uint8Array): Harm {
  const to = schema.channels.find(({ name, direction }) => name === channel && direction === 'to-kernel');
  const body = to === undefined ? null : bodyType(to);
  if (to === undefined || body === null) {
    return refused(
      `what ${JSON.stringify(channel)} takes is unknown, or is not one value of msgpack or pickle`,
    );
  }
  const roles = rolesOf(schema);
  if (roles === null) return refused(`nobody has said what is harmless in the protocol ${schema.protocol}`);
  if (isStop(frame)) return refused('it holds the tag that stops the kernel; ending it is up to the host');
  if (spokenCodec(to) === 'pickle') return judgePickle(schema, roles, frame);
  const decoded = decode(frame);
  // Truncated, trailing, reserved: every decoder refuses the frame as a whole.
  if (decoded.kind === 'malformed') return HARMLESS;
  return judgeBody(schema, to, body, roles, decoded.value);
}

/**
 * A pickle does what its opcodes say, and nothing checks what it brings. So only a closed list of opcodes and classes
 * is let through, and whatever is of another kind than its type says only where it can do nothing.
 */
function judgePickle(schema: Schema, roles: Readonly<Record<string, Role>>, frame: Uint8Array): Harm {
  const reading = unpickled(schema, frame);
  if (reading.kind === 'refused') return HARMLESS;
  if (reading.kind === 'beyond') {
    return refused(
      `${reading.what} (byte ${reading.at}) is not of the closed list of what a pickle may hold`,
    );
  }
  const { value } = reading;
  if (value.kind !== 'map') return HARMLESS;
  const tagsIn = tagsOf(value.entries);
  for (const channel of channelsTo(schema, 'to-kernel')) {
    // Any command is taken from any channel: nothing checks that either.
    for (const { record } of taggedRecords(schema, channel.name)) {
      const tag = tagOf(record);
      if (tag === null || !mentionsTag(record, tagsIn)) continue;
      const role = roles[tag];
      if (role === undefined) return refused(`nobody has said what is harmless in ${tag}`);
      const because = harmIn(schema, { kind: 'ref', name: record.name }, role, value, '$', false);
      if (because !== null) return refused(because);
    }
  }
  return HARMLESS;
}

function judgeBody(
  schema: Schema,
  channel: Channel,
  body: Type,
  roles: Readonly<Record<string, Role>>,
  value: WireValue,
): Harm {
  for (const record of candidates(schema, body, value)) {
    if (record === 'unknown') return refused(`what ${channel.name} makes of it is not known`);
    const tag = tagOf(record);
    const role = tag === null ? undefined : roles[tag];
    if (role === undefined) return refused(`nobody has said what is harmless in ${tag ?? record.name}`);
    const because = harmIn(schema, { kind: 'ref', name: record.name }, role, value, `$`, true);
    if (because !== null) return refused(because);
  }
  return HARMLESS;
}

/** The records that a decoder could take the value for; none where it is sure to refuse it, or takes plain text. */
function candidates(schema: Schema, body: Type, value: WireValue): readonly (RecordType | 'unknown')[] {
  const members = membersOf(body);
  if (members.every(({ kind }) => kind === 'str')) return [];
  const records = members.map((member) => (member.kind === 'ref' ? schema.types[member.name] : undefined));
  if (records.some((record) => record?.layout !== 'map')) return ['unknown'];
  if (value.kind !== 'map') return [];
  const known = records.filter((record) => record !== undefined);
  // A decoder that knows one record takes it without a tag as well.
  if (known.length === 1) return known;
  const tagsIn = tagsOf(value.entries);
  return known.filter((record) => mentionsTag(record, tagsIn));
}

type TagsIn = (field: string) => readonly (string | null)[];

/** Every tag that a message has in the field of a name; looked for once, for there are many records to ask it. */
function tagsOf(entries: readonly Entry[]): TagsIn {
  const found = new Map<string, readonly (string | null)[]>();
  return (field) => {
    const known = found.get(field);
    if (known !== undefined) return known;
    const tags = entries.flatMap((entry) => (nameOf(entry) === field ? [tagText(entry[1])] : []));
    found.set(field, tags);
    return tags;
  };
}

/** Null: no tag is written so. */
function tagText(value: WireValue): string | null {
  if (value.kind === 'str') return textOf(value.bytes);
  return value.kind === 'int' ? String(value.value) : null;
}

/** Whether some tag of the message is the record's; each counts, whatever else stands there. */
function mentionsTag(record: RecordType, tagsIn: TagsIn): boolean {
  const tag = tagOf(record);
  if (record.tag?.at.kind !== 'field') return true;
  return tag !== null && tagsIn(record.tag.at.name).includes(tag);
}

/**
 * Why a value may do harm where it stands; null: it does none, or is of a kind that its decoder does not take.
 *
 * @param checked - a decoder refuses what is not of the type. Else only a number, or nothing, may stand in for it
 */
function harmIn(
  schema: Schema,
  type: Type,
  role: Role,
  value: WireValue,
  path: string,
  checked: boolean,
): string | null {
  if (!checked && role.kind !== 'free') {
    if (isPlainScalar(value)) return null;
    const whole = role.kind === 'leaf' ? isOfKinds(schema, type, value) : isOfKind(schema, type, value);
    if (!whole) return `${path} is of another kind than its type says, and nothing refuses it`;
  }
  if (!isOfKind(schema, type, value)) return null;
  switch (role.kind) {
    case 'free':
      return null;
    case 'leaf':
      return role.allows(value) ? null : `${path} is not ${role.about}`;
    case 'each':
      return harmInEach(schema, type, role, value, path, checked);
    case 'record':
      return harmInRecord(schema, type, role, value, path, checked);
  }
}

function isOfKind(schema: Schema, type: Type, value: WireValue): boolean {
  return kindsOf(schema, type)?.includes(value.kind) !== false;
}

/** No text, no bytes, nothing that holds any. */
function isPlainScalar({ kind }: WireValue): boolean {
  return kind === 'nil' || kind === 'bool' || kind === 'int' || kind === 'float';
}

/** The kinds within are those of the type too, and text is well-formed. */
function isOfKinds(schema: Schema, type: Type, value: WireValue): boolean {
  if (!isOfKind(schema, type, value)) return false;
  if (value.kind === 'str') return textOf(value.bytes) !== null;
  if (value.kind === 'array') return value.items.every((item) => isOfKinds(schema, itemOf(type), item));
  if (value.kind !== 'map') return true;
  return value.entries.every(
    ([key, each]) => isOfKinds(schema, keyOf(type), key) && isOfKinds(schema, itemOf(type), each),
  );
}

function harmInEach(
  schema: Schema,
  type: Type,
  role: Role & { kind: 'each' },
  value: WireValue,
  path: string,
  checked: boolean,
): string | null {
  const item = itemOf(type);
  if (value.kind === 'array') {
    return first(value.items, (each, at) => harmIn(schema, item, role.item, each, `${path}[${at}]`, checked));
  }
  if (value.kind !== 'map') return null;
  return first(
    value.entries,
    ([key, each]) =>
      harmIn(schema, keyOf(type), role.key, key, `a key of ${path}`, checked) ??
      harmIn(schema, item, role.item, each, `${path}[...]`, checked),
  );
}

function harmInRecord(
  schema: Schema,
  type: Type,
  role: RecordRole,
  value: WireValue,
  path: string,
  checked: boolean,
): string | null {
  if (value.kind !== 'map') return null;
  return first(value.entries, (entry) => {
    const name = nameOf(entry);
    if (name === null) return null;
    const fieldType = fieldOf(schema, type, name);
    // The decoder drops what its record does not have, and looks at the tag itself.
    if (fieldType === null) return null;
    const fieldRole = Object.hasOwn(role.fields, name) ? role.fields[name] : undefined;
    if (fieldRole === undefined) return `nobody has said what is harmless in ${path}.${name}`;
    return harmIn(schema, fieldType, fieldRole, entry[1], `${path}.${name}`, checked);
  });
}

function first<T>(list: readonly T[], harm: (item: T, at: number) => string | null): string | null {
  for (const [at, item] of list.entries()) {
    const because = harm(item, at);
    if (because !== null) return because;
  }
  return null;
}

/** What stands in the lists and maps of a type. */
function itemOf(type: Type): Type {
  for (const member of membersOf(type)) {
    if (member.kind === 'list' || member.kind === 'set' || member.kind === 'sequence') return member.item;
    if (member.kind === 'dict') return member.value;
  }
  return { kind: 'any' };
}

function keyOf(type: Type): Type {
  return membersOf(type).find((member) => member.kind === 'dict')?.key ?? { kind: 'any' };
}

/** The type of a field of the records of a type; null where none of them has it. */
function fieldOf(schema: Schema, type: Type, name: string): Type | null {
  for (const member of membersOf(type)) {
    const record = member.kind === 'ref' ? schema.types[member.name] : undefined;
    const field = record?.fields.find((each) => each.name === name);
    if (field !== undefined) return field.type;
  }
  return null;
}
