import { CHANNELS_TO_KERNEL } from '../../src/kernels/index.js';
import type { Codec, RecordType, Schema, Type } from '../../src/schema/index.js';
import { field, INT, NULL, ONE, record, STR, tag, union } from '../skew/demo.js';
import { schemaHeard } from './snapshotFile.js';

/** A command with a default. */
export const ORDER: RecordType = record(
  'Order',
  [field('text', STR), field('count', INT, ONE)],
  tag('order'),
);
const CANCEL = record('Cancel', [field('why', union(STR, { kind: 'nil' }), NULL)], tag('cancel'));
const COMMAND: Type = union({ kind: 'ref', name: 'Order' }, { kind: 'ref', name: 'Cancel' });

/** Text as msgpack on `input`, commands in this codec on the others. */
export function shop(codec: Codec): Schema {
  const others = CHANNELS_TO_KERNEL.filter((name) => name !== 'input');
  return schemaHeard(
    [ORDER, CANCEL],
    [...others.map((name) => ({ name, type: COMMAND, codec })), { name: 'input', type: STR }],
  );
}
