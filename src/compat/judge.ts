import type { Prediction } from '../model/index.js';
import type { Outcome } from './comparison.js';
import { lossIn } from './meaning.js';
import { readFrame, type Side } from './readFrame.js';

/** What the reader calls a field of the writer. */
export type Renamed = (record: string, field: string) => string;

const SAME: Outcome = { kind: 'same' };

/** The message shows nothing: the writer does not write it, or cannot tell more of it than the reader. */
export type Mute = 'unwritten' | 'untold';

/** What becomes of these bytes: what the reader makes of them, compared with what the writer means by them. */
export function judge(writer: Side, reader: Side, bytes: Uint8Array, renamed: Renamed): Outcome | Mute {
  const meant = readFrame(writer, bytes);
  if (meant.kind === 'refused') return 'unwritten';
  const read = readFrame(reader, bytes);
  if (read.kind === 'refused') return read;
  if (meant.kind === 'ask') return read.kind === 'ask' && read.because === meant.because ? 'untold' : meant;
  return read.kind === 'ask' ? read : lossBetween(writer, meant, reader, read, renamed);
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
