import type { SavedCase } from '../corpus/index.js';
import { shippedMarimoReleases, shippedMarimoSchema } from '../kernels/index.js';
import { explain, replayLine } from '../report/index.js';
import { replayedFinding, replayShown } from '../runner/index.js';
import { fingerprint, type Schema } from '../schema/index.js';
import type { SetUp } from './setUp.js';

export interface ReplayRequest {
  readonly file: string;
  readonly saved: SavedCase;
  /** Why a signature is accepted; null: it is not. */
  readonly known: (signature: string) => string | null;
  /** What to type next. */
  readonly next: readonly string[];
}

/**
 * The schema to judge a saved case by: its own where that is known, else today's of the same protocol, because what is
 * sent again is bytes; null: it is of another protocol.
 */
export function schemaFor({ schema, kernel }: SetUp, saved: SavedCase): Schema | null {
  const { protocol, release, fingerprint: wanted } = saved.schema;
  const own = kernel.schema === null ? [schema] : [schema, kernel.schema];
  const same = own.find((one) => fingerprint(one) === wanted);
  if (same !== undefined) return same;
  if (protocol === 'marimo' && shippedMarimoReleases().includes(release)) {
    const shipped = shippedMarimoSchema(release);
    if (shipped.fingerprint === wanted) return shipped;
  }
  return own.find((one) => one.protocol === protocol) ?? null;
}

/** Runs a saved case: null when nothing is wrong, else the text of the failure. */
export async function replayFile(
  ready: SetUp,
  schema: Schema,
  { file, saved, known, next }: ReplayRequest,
): Promise<string | null> {
  const { report, confirmed } = await replayShown({
    ...ready,
    schema,
    file,
    saved,
    known,
    allowCode: false,
  });
  if (report.kind === 'fixed') return staleLine(saved, known);
  if (report.kind === 'failed' && report.known !== null) return null;
  if (report.kind === 'changed' && known(report.signature) !== null) return null;
  const finding = replayedFinding(saved, file, confirmed);
  if (finding !== null) return explain(finding, { colour: false, next });
  return `${replayLine(report, { colour: false })}\n  next      ${next.join('\n            ')}\n`;
}

/** A line of the baseline that is not true any more is an error until it is gone. */
function staleLine({ evidence }: SavedCase, known: ReplayRequest['known']): string | null {
  if (evidence === null || known(evidence.signature) === null) return null;
  return `stale baseline: ${evidence.signature} is fixed; take the line out of the baseline.\n`;
}
