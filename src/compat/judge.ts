import type { Prediction } from '../model/index.js';
import type { Outcome } from './comparison.js';
import { lossIn } from './meaning.js';
import { readFrame, type Side } from './readFrame.js';

/** What the reader calls a field of the writer. */
export type Renamed = (record: string, field: string) => string;

const SAME: Outcome = { kind: 'same' };

/**
 * What becomes of these bytes: what the reader makes of them, compared with what the writer means by them. Null: the
 * writer does not write them, or what it cannot tell of its own message the reader cannot tell either.
 */
export function judge(writer: Side, reader: Side, bytes: Uint8Array, renamed: Renamed): Outcome | null {
  const meant = readFrame(writer, bytes);
  if (meant.kind === 'refused') return null;
  const read = readFrame(reader, bytes);
  if (meant.kind === 'ask') return read.kind === 'ask' && read.because === meant.because ? null : meant;
  return read.kind === 'value' ? lossBetween(writer, meant, reader, read, renamed) : read;
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
