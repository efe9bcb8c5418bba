import type { Field, RecordType, Schema } from '../schema/index.js';
import type { SkewOp } from './op.js';
import type { Sides } from './reading.js';

/** One peer as an op sees it. Both peers call a record by its newest name. */
export interface Peer {
  readonly schema: Schema;
  /** The record that the op is about; null where it is about none, or this peer does not have it. */
  readonly record: RecordType | null;
  /** Likewise the field. */
  readonly field: Field | null;
}

/** A message on its way from one peer to the other, as far as one op is concerned. */
export interface Encounter {
  readonly op: SkewOp;
  readonly writer: Peer;
  readonly reader: Peer;
  readonly codec: Sides['codec'];
  /** Whether the writer is the old peer. */
  readonly onward: boolean;
}
