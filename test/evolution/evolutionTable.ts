import type { ModelledCodec } from '../../src/model/index.js';
import { bodyOf, channelNamed, type RecordType, type Schema, type Type } from '../../src/schema/index.js';
import { encode } from '../../src/wire/index.js';
import { record, schemaOf } from '../skew/demo.js';
import { ROWS } from '../skew/rows.js';
import type { Reading, Written } from './reading.js';
import { RECORD_CHANGES } from './recordChanges.js';
import { SCHEMA_CHANGES, type SchemaChange } from './schemaChanges.js';

/** One message of one version of a schema, and what another version makes of it. */
export interface Case extends SchemaChange {
  /** `row, new reads old, msgpack` */
  readonly name: string;
  /** Whether the new version reads what the old one wrote. */
  readonly isOnward: boolean;
  readonly codec: ModelledCodec;
  readonly writer: Schema;
  readonly reader: Schema;
  readonly bytes: Uint8Array;
  readonly reading: Reading;
}

/** Every change: those of one record as the static rules have them, then the others. */
export const CHANGES: readonly SchemaChange[] = [
  ...ROWS.flatMap(([row, from, to]): readonly SchemaChange[] => {
    const messages = RECORD_CHANGES[row];
    const [before, after] = [from, to].map(([fields, more]) => schemaOf([record('R', fields, more)]));
    return messages === undefined || before === undefined || after === undefined
      ? []
      : [{ row, from: before, to: after, messages }];
  }),
  ...SCHEMA_CHANGES,
];

/** Every message of every change, in both directions and both codecs. */
export const CASES: readonly Case[] = CHANGES.flatMap((change) =>
  [true, false].flatMap((isOnward) => casesOf(change, isOnward)),
);

function casesOf(change: SchemaChange, isOnward: boolean): readonly Case[] {
  const { row, from, to, messages } = change;
  const [writer, reader] = isOnward ? [from, to] : [to, from];
  const readings = messages[isOnward ? 0 : 1];
  return (['msgpack', 'json'] as const).flatMap((codec) => {
    const reading = 'kind' in readings ? readings : readings[codec];
    const bytes = reading === undefined ? null : bytesOf(reading.sent, codec);
    if (reading === undefined || bytes === null) return [];
    const name = `${row}, ${isOnward ? 'new reads old' : 'old reads new'}, ${codec}`;
    const about = { ...change, name, isOnward, codec };
    return [{ ...about, writer, reader: shown(reader), bytes, reading: said(reading, codec) }];
  });
}

function bytesOf({ msgpack, json }: Written, codec: ModelledCodec): Uint8Array | null {
  if (codec === 'msgpack') return encode(msgpack);
  return json === null ? null : Buffer.from(json);
}

/** The two decoders have other words for nothing. */
function said(reading: Reading, codec: ModelledCodec): Reading {
  if (reading.kind !== 'refused' || codec === 'msgpack') return reading;
  return { ...reading, message: reading.message.replace('got `None`', 'got `null`') };
}

/** With what it fills in written out: leaving defaults out says nothing about what was decoded. */
export function shown(schema: Schema): Schema {
  const types = Object.entries(schema.types).map(([name, found]): [string, RecordType] => [
    name,
    { ...found, omitDefaults: false },
  ]);
  return { ...schema, types: Object.fromEntries(types) };
}

/** What the messages of such a schema are. */
export function bodyType(schema: Schema): Type {
  return bodyOf(channelNamed(schema, 'control')).type;
}
