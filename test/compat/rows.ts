import type { Codec, Field, RecordType, Schema } from '../../src/schema/index.js';
import { compare, type Comparison, type Row, type Writer } from '../../src/compat/index.js';
import { record, schemaOf } from '../skew/demo.js';

/** The schema with the bodies of its channels in another codec. */
export function inCodec(schema: Schema, codec: Codec): Schema {
  return {
    ...schema,
    channels: schema.channels.map((channel) => ({
      ...channel,
      envelope: channel.envelope.map((frame) => ({ ...frame, codec })),
    })),
  };
}

/** Fields, and what else the record has. */
export type Half = readonly [fields: readonly Field[], more?: Partial<RecordType>];

/** Two schemas of one record `R` each, in this codec. */
export function ofRecord(from: Half, to: Half, codec: Codec): Comparison {
  const [old, neu] = [from, to].map(([fields, more]) =>
    inCodec(schemaOf([record('R', fields, more)]), codec),
  );
  if (old === undefined || neu === undefined) throw new Error('two halves were expected');
  return compare(old, neu);
}

const RANK = ['safe', 'hazard', 'loses', 'breaks'];

/** The worst row of what one of the two wrote. */
export function worstRow({ rows }: Comparison, writer: Writer): Row {
  const [worst] = rows
    .filter((row) => row.writer === writer)
    .toSorted((left, right) => RANK.indexOf(right.level) - RANK.indexOf(left.level));
  if (worst === undefined) throw new Error(`the ${writer} one writes nothing that meets a difference`);
  return worst;
}
