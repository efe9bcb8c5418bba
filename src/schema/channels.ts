import { resolve } from './resolve.js';
import { SchemaError } from './schemaError.js';
import type { Channel, Frame, RecordType, Schema, Type } from './types.js';

/** The channels of one direction, in the order of the schema. */
export function channelsTo(schema: Schema, direction: Channel['direction']): readonly Channel[] {
  return schema.channels.filter((channel) => channel.direction === direction);
}

/**
 * The channel of this name.
 *
 * @throws SchemaError `malformed` when there is none
 */
export function channelNamed(schema: Schema, name: string): Channel {
  const found = schema.channels.find((channel) => channel.name === name);
  if (found !== undefined) return found;
  const known = schema.channels.map((channel) => channel.name).join(', ');
  throw new SchemaError(
    'malformed',
    '$.channels',
    `A channel was looked up in the schema ${schema.protocol} ${schema.release}: ` +
      `expected one of ${known}, got ${JSON.stringify(name)}.`,
  );
}

/**
 * The frame of a channel's envelope that carries the message itself.
 *
 * @throws SchemaError `malformed` when the envelope has none
 */
export function bodyOf(channel: Channel): Frame {
  const body = channel.envelope.find((frame) => frame.role === 'body');
  if (body !== undefined) return body;
  throw new SchemaError(
    'malformed',
    '$.channels',
    `The envelope of the channel ${JSON.stringify(channel.name)} has no body: expected one frame of the role "body", ` +
      `got ${channel.envelope.length} of other roles.`,
  );
}

/** One kind of message: a tag, and what stands behind it. */
export interface TaggedRecord {
  readonly tag: string | bigint;
  readonly record: RecordType;
  readonly channel: Channel;
}

/**
 * The tagged records among the messages of a channel, in the order of its union. Empty where messages have no tags;
 * members without a tag (`str`, an untagged record) are left out.
 *
 * @throws SchemaError when there is no such channel, or a member refers to nothing
 */
export function taggedRecords(schema: Schema, channelName: string): readonly TaggedRecord[] {
  const channel = channelNamed(schema, channelName);
  return membersOf(bodyOf(channel).type).flatMap((member): TaggedRecord[] => {
    const record = resolve(schema, member);
    if (record.kind !== 'record' || record.tag === null) return [];
    const { value } = record.tag;
    return [{ tag: value.kind === 'int' ? BigInt(value.value) : value.value, record, channel }];
  });
}

/** The members of a union; of any other type, that type alone. */
export function membersOf(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.members : [type];
}
