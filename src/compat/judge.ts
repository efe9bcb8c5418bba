import type { Prediction } from '../model/index.js';
import type { SkewOp } from '../skew/index.js';
import type { Outcome } from './comparison.js';
import { lossIn } from './meaning.js';
import { readFrame, type Side } from './readFrame.js';

/** What the reader calls a field of the writer. */
export type Renamed = (record: string, field: string) => string;

const SAME: Outcome = { kind: 'same' };

/**
 * What becomes of these bytes: what the reader makes of them, compared with what the writer means by them. Null: the
 * writer does not write them.
 */
export function judge(writer: Side, reader: Side, bytes: Uint8Array, renamed: Renamed): Outcome | null {
  const meant = readFrame(writer, bytes);
  if (meant.kind === 'refused') return null;
  const read = readFrame(reader, bytes);
  if (read.kind !== 'value') return read;
  if (meant.kind === 'ask') return meant;
  return lossBetween(writer, meant, reader, read, renamed);
}

type Value = Extract<Prediction, { readonly kind: 'value' }>;

function lossBetween(writer: Side, meant: Value, reader: Side, read: Value, renamed: Renamed): Outcome {
  const loss = lossIn(
    {
      writer: writer.schema,
      reader: reader.schema,
      renamed,
      freshAt: { writer: new Set(meant.fresh), reader: new Set(read.fresh) },
    },
    {
      path: '$',
      types: [writer.frame.type, reader.frame.type],
      values: [meant.value, read.value],
    },
  );
  return loss === null ? SAME : { kind: 'lossy', ...loss };
}

/** What a decoder has no part in; null: it is for the decoder to tell. */
export function beyondDecoding(op: SkewOp): string | null {
  switch (op.kind) {
    case 'channel-turned':
      return 'both ends read, or both write: no decoder is asked';
    case 'frame-added':
    case 'frame-removed':
      return 'what a message of another number of frames is taken for is up to the code of the reader';
    case 'startup-added':
    case 'startup-removed':
      return 'whether a startup document is waited for is up to the code of the kernel';
    default:
      return null;
  }
}
