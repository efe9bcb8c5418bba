import type { Schema } from '../schema/index.js';
import { bareChannel, taggedRecords } from '../schema/index.js';
import type { WireValue } from '../wire/index.js';

/** The tag that a value names, if it is one of the channel's: what a report calls the message by. Null otherwise. */
export function tagOf(schema: Schema, channel: string, value: WireValue): string | null {
  const own = schema.channels.find(({ name }) => name === bareChannel(channel));
  if (value.kind !== 'map' || own === undefined) return null;
  for (const { record } of taggedRecords(schema, own.name)) {
    if (record.tag?.at.kind !== 'field' || record.tag.value.kind !== 'str') continue;
    if (hasText(value, record.tag.at.name, record.tag.value.value)) return record.tag.value.value;
  }
  return null;
}

function hasText(map: WireValue & { kind: 'map' }, name: string, text: string): boolean {
  return map.entries.some(([key, value]) => isText(key, name) && isText(value, text));
}

function isText(value: WireValue, text: string): boolean {
  return value.kind === 'str' && Buffer.from(value.bytes).toString('utf8') === text;
}
