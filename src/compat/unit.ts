import type { SkewOp } from '../skew/index.js';

/** What an op is a part of: one record, one channel, the startup document, or the schema as a whole. */
export interface Unit {
  readonly kind: 'record' | 'channel' | 'startup' | 'schema';
  /** Empty where there is only one. */
  readonly name: string;
}

/** What an op is a part of, under the names that records have in the end. */
export function unitOf(op: SkewOp): Unit {
  if (op.kind === 'record-renamed') return { kind: 'record', name: op.to };
  const path = op.path.kind === 'type' ? op.path.of : op.path;
  switch (path.kind) {
    case 'record':
    case 'field':
      return { kind: 'record', name: path.record };
    case 'channel':
    case 'frame':
      return { kind: 'channel', name: path.channel };
    case 'startup':
    case 'schema':
      return { kind: path.kind, name: '' };
  }
}
