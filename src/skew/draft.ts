import type { Schema } from '../schema/index.js';
import { applyOp } from './applyOp.js';
import type { SkewOp } from './op.js';

/** A schema on its way to another one, and the ops so far. */
export class Draft {
  readonly ops: SkewOp[] = [];
  schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** Applies an op at once, so that the next one is made for what it left. */
  add(op: SkewOp): void {
    this.schema = applyOp(this.schema, op);
    this.ops.push(op);
  }
}
