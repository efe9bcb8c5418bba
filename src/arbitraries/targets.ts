import type { Channel, RecordType, Schema, Type } from '../schema/index.js';
import { frameWriter, type WireValue } from '../wire/index.js';
import type { Maker } from './making.js';
import { Makers } from './makers.js';
import { shareOf } from './marimo/costs.js';
import { MARIMO_ROLES } from './marimo/commandRoles.js';
import { free, loosened, type Role } from './role.js';
import { isStopTag } from './stop.js';

/** One thing that can be sent: a tag of a channel, or a channel whose messages have none. */
export interface Target {
  readonly schema: Schema;
  readonly channel: string;
  readonly tag: string | null;
  /** What the body is decoded as. */
  readonly type: Type;
  /** Null where the body is no record. */
  readonly record: RecordType | null;
  /** The wire name of the field with the tag; null where there is none. */
  readonly tagField: string | null;
  readonly role: Role;
  /** How often it is drawn among others: a real kernel's time is not to go to the slowest alone. */
  readonly share: number;
  readonly codec: SpokenCodec;
  /** A message as bytes, in the codec of the channel. */
  readonly write: (message: WireValue) => Uint8Array;
  /** Makes valid messages. */
  readonly make: Maker;
}

/** A codec that messages are made for. */
export type SpokenCodec = 'msgpack' | 'pickle';

/** What is generated for: a real kernel, or one that only decodes. */
type Care = 'harmless' | 'decoded-only';

const compiled = new WeakMap<Schema, Map<Care, readonly Target[]>>();

/**
 * Everything a peer may send to the kernel, in the order of the schema; compiled once for each schema.
 *
 * Not among them: the command that stops the kernel, because ending it is the host's business; channels whose messages
 * are not one frame of msgpack or pickle; for a real kernel (`harmless`), tags of which nobody has said what is harmless in them.
 * See `ungeneratable`.
 */
export function targets(schema: Schema, harmless: boolean): readonly Target[] {
  const known = compiled.get(schema) ?? new Map<Care, readonly Target[]>();
  compiled.set(schema, known);
  const care: Care = harmless ? 'harmless' : 'decoded-only';
  const made = known.get(care) ?? allTargets(schema, care);
  known.set(care, made);
  return made;
}

function allTargets(schema: Schema, care: Care): readonly Target[] {
  const makers = new Makers(schema);
  return schema.channels
    .filter(({ direction }) => direction === 'to-kernel')
    .flatMap((channel) => channelTargets(schema, channel, care, makers));
}

function channelTargets(schema: Schema, channel: Channel, care: Care, makers: Makers): readonly Target[] {
  const body = bodyType(channel);
  const codec = spokenCodec(channel);
  if (body === null || codec === null) return [];
  const write = frameWriter(schema, channel.name);
  return members(body).flatMap((type): Target[] => {
    const record = type.kind === 'ref' ? (schema.types[type.name] ?? null) : null;
    const tag = tagOf(record);
    const role = roleOf(schema, record, tag, care);
    if (role === null || isStopTag(tag)) return [];
    const tagField = record?.tag?.at.kind === 'field' ? record.tag.at.name : null;
    const make = makers.of(type, role);
    const share = care === 'harmless' ? shareOf(tag) : 1;
    return [{ schema, channel: channel.name, tag, type, record, tagField, role, share, codec, write, make }];
  });
}

/** The type of the only frame of a channel's messages; null where a message is more, or something else. */
export function bodyType(channel: Channel): Type | null {
  return spokenCodec(channel) === null ? null : (channel.envelope[0]?.type ?? null);
}

/** The codec of the only frame of a channel's messages; null where a message is more, or nothing is made in it. */
export function spokenCodec({ envelope }: Channel): SpokenCodec | null {
  const [frame] = envelope;
  if (envelope.length !== 1 || frame?.role !== 'body') return null;
  return frame.codec === 'msgpack' || frame.codec === 'pickle' ? frame.codec : null;
}

/** The records of a union that tags keep apart; anything else is one. */
export function members(type: Type): readonly Type[] {
  return type.kind === 'union' && type.members.every(({ kind }) => kind === 'ref') ? type.members : [type];
}

export function tagOf(record: RecordType | null): string | null {
  return record?.tag?.value.value ?? null;
}

/** Null: nobody has said what is harmless. */
function roleOf(schema: Schema, record: RecordType | null, tag: string | null, care: Care): Role | null {
  const roles = rolesOf(schema);
  if (record === null) return free;
  const role = tag === null ? undefined : roles?.[tag];
  if (care === 'harmless') return role ?? null;
  return role === undefined ? free : loosened(role);
}

const tagSets = new WeakMap<Schema, ReadonlySet<string>>();

/** Every tag that some channel to the kernel takes. */
export function tagsTo(schema: Schema): ReadonlySet<string> {
  const known = tagSets.get(schema);
  if (known !== undefined) return known;
  const tags = new Set(targets(schema, false).flatMap(({ tag }) => (tag === null ? [] : [tag])));
  tagSets.set(schema, tags);
  return tags;
}

/** What is known of a protocol's commands; null for one that is not known at all. */
export function rolesOf(schema: Schema): Readonly<Record<string, Role>> | null {
  return schema.protocol === 'marimo' ? MARIMO_ROLES : null;
}
